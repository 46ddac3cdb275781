extension Vocabulary {
    /// What a person is like and what people wish from each other; no need in themselves.
    static let traits = ""
}
