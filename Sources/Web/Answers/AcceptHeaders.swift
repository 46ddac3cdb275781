import Engine

/// Reads the lists of RFC 9110 §12.5 (`Accept`, `Accept-Encoding`, `Accept-Language`).
struct QualityList {
    /// Lowercase value and weight, in the order of the header.
    let items: [(value: String, weight: Double)]

    init(_ header: some StringProtocol) {
        items = header.split(separator: ",").prefix(32).compactMap { part in
            let pieces = part.split(separator: ";")
            guard let name = pieces.first?.trimmedSpaces, !name.isEmpty else { return nil }
            var weight = 1.0
            for piece in pieces.dropFirst() {
                let parameter = piece.trimmedSpaces.lowercased()
                if parameter.hasPrefix("q="), let value = Double(parameter.dropFirst(2)), (0...1).contains(value) {
                    weight = value
                }
            }
            return (name.lowercased(), weight)
        }
    }

    /// The weight of a value; a wildcard counts when the value is not named.
    func weight(of value: String) -> Double {
        items.first { $0.value == value }?.weight ?? items.first { $0.value == "*" }?.weight ?? 0
    }
}

extension Language {
    /// The better liked of the two languages that ToWow speaks; English when nothing is said.
    init(acceptLanguage header: String?) {
        var best = (language: Language.english, weight: 0.0)
        for item in QualityList(header ?? "").items where item.weight > best.weight {
            switch item.value.prefix(while: { $0 != "-" }) {
            case "zh": best = (.chinese, item.weight)
            case "en", "*": best = (.english, item.weight)
            default: continue
            }
        }
        self = best.language
    }
}

extension StringProtocol {
    /// Without spaces and tabs at both ends.
    var trimmedSpaces: SubSequence {
        guard let start = firstIndex(where: { $0 != " " && $0 != "\t" }),
            let end = lastIndex(where: { $0 != " " && $0 != "\t" })
        else { return self[startIndex..<startIndex] }
        return self[start...end]
    }
}
