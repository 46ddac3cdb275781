/// Why an export, an import, a backup or a restore did not happen. The store is then as it was.
public enum TransferError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file is no export of ToWow's, or line `line` of it is damaged.
    case notAnExport(line: Int)
    /// A newer ToWow wrote it.
    case madeByNewerVersion(what: String)
    /// Rows are missing, or the file was changed: its end says something else.
    case incomplete
    /// The store has data already, in this table.
    case storeNotEmpty(table: String)
    /// What was read back before the commit is not what the file says.
    case notVerified
    /// The file to restore is a SQLite database, and the store is PostgreSQL.
    case wrongKind

    public var description: String {
        switch self {
        case .notAnExport(let line): "this is no export of towow, or it is damaged in line \(line)"
        case .madeByNewerVersion(let what): "a newer towow made this export (\(what)); use that version"
        case .incomplete: "the export is incomplete or was changed: count or checksum at its end do not match"
        case .storeNotEmpty(let table): "the database is not empty (table \(table)); import into a new one"
        case .notVerified: "what was imported is not what the export holds; nothing was changed"
        case .wrongKind: "this is a SQLite database; export it, and import the export into PostgreSQL"
        }
    }
}

/// What an export holds.
public struct TransferSummary: Sendable, Hashable {
    /// Rows by table.
    public var rows: [String: Int]
    /// Of every line before the last, in hexadecimal digits.
    public var sha256: String

    public var total: Int { rows.values.reduce(0, +) }
}
