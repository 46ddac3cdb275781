/// A table of an export: which columns, in which order, and how both databases read and write it.
///
/// Leases stay behind: whoever takes up the work in another database takes them anew, with a higher epoch.
struct TransferTable: Sendable {
    enum Kind: Sendable {
        case integer, text, blob
    }

    struct Column: Sendable {
        var name: String
        var kind = Kind.text
        var isOptional = false
    }

    /// What the table has to do with demands, whose numbers are another database's business.
    enum Demand: Sendable {
        case none
        /// Rows are demands: they begin with their number when they are written.
        case defines
        /// The first column is the demand's id when it is read, its number when it is written.
        case belongs
    }

    var name: String
    var demand: Demand
    var columns: [Column]
    /// Says the same in both databases.
    var select: StaticString
    var sqliteInsert: StaticString
    var postgresInsert: StaticString

    /// In the order of an export: demands come before what belongs to them.
    static let all: [TransferTable] = [
        .members, .settings, .tokens, .audit, .counters, .demands, .events, .channels, .messages, .inputs, .deadlines,
        .steps, .idempotency,
    ]
}
