/// One step of the schema. Named, ordered and never edited once released; both databases have the same names.
///
/// Steps only add: what a release stops using is removed one release later, so that version N−1 runs on the schema of N
/// and a rollback swaps the binary only.
struct Migration: Sendable {
    /// `0001_demands`: the order and what it brings.
    var name: String
    /// Several statements, run in one transaction with the mark that they ran.
    var sqlite: String
    /// The same change in PostgreSQL.
    var postgres: String
    /// True when a binary that does not know this step must not use the database. Such a binary refuses to open it;
    /// after every other step it goes on as before.
    var locksOutOlderVersions = false

    /// All steps, oldest first.
    static let all: [Migration] = [.demands, .members, .operation, .group, .membership, .figures]
}
