extension Vocabulary {
    /// Performing and fine arts, crafts, fashion, beauty, food.
    static let arts = ""
}
