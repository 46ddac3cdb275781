internal import CLibpq
internal import Engine

/// Why a PostgreSQL database can not be used. For people: `description` says what to do, and never holds the password.
public enum PostgresStoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The URL is none that libpq understands and would connect with.
    case wrongAddress(PostgresURLFault)
    /// No connection; what libpq or the server says about it.
    case unreachable(reason: String)
    /// The database stores text in another encoding than UTF-8.
    case wrongEncoding(String)
    /// A newer ToWow changed the database so that this version can not use it. `migration` is the change it does not
    /// know.
    case schemaTooNew(migration: String)
    /// Opened for reading only, and the schema is older than this version needs.
    case schemaTooOld(migration: String)

    public var description: String {
        switch self {
        case .wrongAddress(let fault):
            "the database URL \(fault.text)"
        case .unreachable(let reason):
            "no connection to PostgreSQL: \(reason)"
        case .wrongEncoding(let encoding):
            "the database has the encoding \(encoding); create it with ENCODING 'UTF8'"
        case .schemaTooNew(let migration):
            "the database was changed by a newer towow (\(migration)); use that version, or put a backup back"
        case .schemaTooOld(let migration):
            "the database needs an upgrade (\(migration)); start towow once, or run towow migrate"
        }
    }
}

/// A call to PostgreSQL that failed.
struct PostgresFailure: Error {
    /// Appendix A of the PostgreSQL documentation; nil when no server said anything.
    var sqlState: String?
    /// What a connection attempt ended with, for logs. Errors of statements have none: they may hold what users wrote.
    var reason = ""
    /// The connection can not be used any more. What was sent may or may not have been done.
    var isLost = false
    /// Of a run of queries, how many were answered before this.
    var completed = 0

    /// The transaction was undone for the sake of another one: the same work succeeds when repeated.
    var isTransient: Bool { sqlState == "40001" || sqlState == "40P01" }

    /// The connection's statements are not what this process thinks (a pooler in between, a changed schema).
    var isStale: Bool { sqlState == "26000" || sqlState == "0A000" || sqlState == "42P05" }

    /// Somebody else has this key.
    var isUniqueViolation: Bool { sqlState == "23505" }
}

extension StoreError {
    /// What a failure means to the engine.
    init(_ failure: PostgresFailure) {
        guard !failure.isLost, !failure.isTransient, !failure.isStale, let state = failure.sqlState else {
            self = .unavailable
            return
        }
        switch state {
        case "53100": self = .diskFull
        case "25006": self = .readOnly
        // Cancelled or timed out, no lock in time, I/O error.
        case "57014", "55P03", "58030": self = .unavailable
        default:
            switch state.prefix(2) {
            // Connection, authorization, out of resources, operator intervention.
            case "08", "28", "53", "57": self = .unavailable
            default: self = .broken(code: Int(state, radix: 36) ?? 0)
            }
        }
    }

    /// A result is not of the shape that the statement promised.
    static let unexpectedResult = StoreError.broken(code: Int("XX001", radix: 36) ?? 0)
}
