extension Vocabulary {
    /// Occasions and subjects, then trades. The format is described at `init(table:)`; a test checks every line.
    static let table = [
        occasions, events, arts, design, technology, science, business, society, home, life, traits, topics,
    ].joined(separator: "\n")
}
