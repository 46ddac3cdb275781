import Engine

/// What is said to people, in both languages that ToWow speaks. Terminal, logs and files are English.
struct Wording: Sendable, Hashable {
    var english: String
    var chinese: String

    init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    func callAsFunction(in language: Language) -> String {
        language == .chinese ? chinese : english
    }

    /// This as the rest of a sentence that `name` begins.
    func following(_ name: String) -> Wording {
        Wording("\(name) \(english)", "\(name) \(chinese)")
    }

    /// This, said of a name: `name: this`.
    func about(_ name: String) -> Wording {
        Wording("\(name): \(english)", "\(name)：\(chinese)")
    }
}
