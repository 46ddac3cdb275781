extension Settings {
    /// `KEY=value  # source` lines in the order of the table; secrets masked.
    func printed() -> String {
        let rows = ConfigurationKey.allCases.map { key in
            (assignment: "\(key.name)=\(shown(key))", source: sourceText(key))
        }
        let width = min(60, rows.map(\.assignment.count).max() ?? 0)
        return rows.map { row in
            row.assignment + String(repeating: " ", count: max(0, width - row.assignment.count)) + "  # " + row.source + "\n"
        }.joined()
    }

    /// The value for people.
    func shown(_ key: ConfigurationKey) -> String {
        let setting = self[key]
        if case .database(let address) = setting.value { return address.masked }
        guard let text = setting.text else { return "" }
        return key.entry.isSecret ? "********" : EnvironmentFile.quoted(text)
    }

    private func sourceText(_ key: ConfigurationKey) -> String {
        guard self[key].source == .standard, case .described(let text) = key.entry.standard else {
            return self[key].source.description
        }
        return "default: \(text)"
    }
}

extension EnvironmentFile {
    /// `text` as the value of a `KEY=value` line, in quotes when it needs them.
    static func quoted(_ text: String) -> String {
        let plain = text.unicodeScalars.allSatisfy { scalar in
            scalar.value > 32 && scalar.value != 127 && !["'", "\"", "\\", "#"].contains(scalar)
        }
        guard !plain else { return text }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\"", "\\": result += "\\\(scalar)"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension ConfigurationKey {
    /// The text of `.env.example`: every variable with its default, commented out.
    static func example() -> String {
        var text = """
            # Configuration of ToWow: KEY=value lines. Copy this file to .env (development) or /etc/towow/towow.env and
            # uncomment what you change. Command line and environment come before the file. An empty value counts as unset.
            # Secrets can come from files: ADMIN_API_KEY_FILE=/run/secrets/admin_key, or from systemd credentials
            # (LoadCredential=admin_api_key:…). "live": can be changed while the server runs. `towow config check` finds faults.

            """
        for section in Section.allCases {
            text += "\n# --- \(section.rawValue)\n"
            for key in allCases where key.entry.section == section {
                text += key.exampleLines
            }
        }
        return text
    }

    private var exampleLines: String {
        let entry = entry
        var notes: [String] = []
        var value = ""
        switch entry.standard {
        case .value(let text): value = text
        case .byEnvironment(let development, let production):
            value = development
            notes.append("in production \(production.isEmpty ? "none" : production)")
        case .described(let text): notes.append("default: \(text)")
        }
        if entry.isSecret { notes.append("secret") }
        if entry.isLive { notes.append("live") }
        let remark = notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))"
        return "# \(entry.help)\(remark)\n#\(name)=\(value)\n"
    }
}
