public import Engine

/// A store whose data can be taken out whole and put into another one.
public protocol MovableStore: Store {
    /// Writes all data, as they are at one moment, as JSON Lines (`TransferLine`): demands in the order in which they
    /// came, everything else by key. Two exports of the same data are equal byte for byte.
    func export(to place: TransferPlace) async throws -> TransferSummary
    /// Puts an export into the empty store, all or nothing, and verifies it by count and checksum before the commit.
    /// - Throws: `TransferError`.
    func `import`(from place: TransferPlace) async throws -> TransferSummary
    /// Writes everything to one file, mode 0600, while work goes on: a SQLite database, or an export of PostgreSQL.
    func backup(to destination: String) async throws
    /// The steps of the schema and when they ran; nil for those that did not.
    func migrations() async throws -> [MigrationState]
}

public struct MigrationState: Sendable, Hashable {
    public var name: String
    public var appliedAt: Timestamp?
    /// False: a newer ToWow brought it.
    public var isKnown: Bool

    /// Every known step and every one that ran, in order.
    static func all(applied: [String: Timestamp]) -> [MigrationState] {
        let known = Set(Migration.all.map(\.name))
        return known.union(applied.keys).sorted().map { name in
            MigrationState(name: name, appliedAt: applied[name], isKnown: known.contains(name))
        }
    }
}

/// Where an export goes to or comes from.
public enum TransferPlace: Sendable {
    /// Written whole or not at all, mode 0600.
    case file(String)
    /// Open; stays so.
    case descriptor(Int32)

    func write<Value>(_ body: (_ descriptor: Int32) throws -> Value) throws -> Value {
        switch self {
        case .file(let path): try TransferFile.write(path, body)
        case .descriptor(let descriptor): try body(descriptor)
        }
    }

    func read<Value>(_ body: (_ descriptor: Int32) throws -> Value) throws -> Value {
        switch self {
        case .file(let path): try TransferFile.read(path, body)
        case .descriptor(let descriptor): try body(descriptor)
        }
    }
}

extension TransferSource {
    /// - Throws: `TransferError.storeNotEmpty`.
    func checkIsEmpty() throws {
        for table in TransferTable.all {
            try rows(of: table) { _ in throw TransferError.storeNotEmpty(table: table.name) }
        }
    }
}
