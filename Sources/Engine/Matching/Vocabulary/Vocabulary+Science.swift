extension Vocabulary {
    /// Science, engineering, making, research.
    static let science = ""
}
