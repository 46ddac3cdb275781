internal import CSQLite
internal import Engine

/// Why a database was not opened, brought up to date or copied. For people: `description` says what to do.
public enum SQLiteStoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Another process writes this data directory.
    case locked(directory: String)
    /// A newer ToWow changed the database so that this version can not use it. `migration` is the change it does not
    /// know.
    case schemaTooNew(migration: String)
    /// Opened for reading only, and the schema is older than this version needs.
    case schemaTooOld(migration: String)
    /// SQLite's `integrity_check` found this in a copy, which was removed.
    case damagedCopy(String)

    public var description: String {
        switch self {
        case .locked(let directory):
            "another towow process uses the data directory \(directory); stop it first, or open the database for reading only"
        case .schemaTooNew(let migration):
            "the database was changed by a newer towow (\(migration)); use that version, or put a backup back"
        case .schemaTooOld(let migration):
            "the database needs an upgrade (\(migration)); start towow once, or run towow migrate"
        case .damagedCopy(let finding):
            "the copy failed its integrity check: \(finding)"
        }
    }
}

extension StoreError {
    /// What an (extended) result code means to the engine.
    init(sqliteCode code: Int32) {
        switch code & 0xFF {
        case SQLITE_FULL: self = .diskFull
        case SQLITE_READONLY: self = .readOnly
        case SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_BUSY: self = .unavailable
        default: self = .broken(code: Int(code))
        }
    }

    /// A question to a member was opened twice: a fault of the caller that no retry mends.
    static let repeatedMessage = StoreError.broken(code: Int(SQLITE_CONSTRAINT | 6 << 8))

    /// A batch that contradicts itself: a fault of the caller that no retry mends.
    static let misnumbered = StoreError.broken(code: Int(SQLITE_MISUSE))
}
