extension Vocabulary {
    /// Public life: law, administration, agriculture, transport, industry, non-profits.
    static let society = ""
}
