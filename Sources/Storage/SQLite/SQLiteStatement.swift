internal import CSQLite
internal import Engine

/// A value for one `?` of a statement.
enum SQLiteValue {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    static func integer(_ value: Int) -> SQLiteValue { .integer(Int64(value)) }
    static func time(_ value: Timestamp) -> SQLiteValue { .integer(value.milliseconds) }
    static func time(_ value: Timestamp?) -> SQLiteValue { value.map { .integer($0.milliseconds) } ?? .null }
    static func text(_ value: String?) -> SQLiteValue { value.map { .text($0) } ?? .null }
}

/// A compiled statement. Belongs to its connection and is left reset after every use, so that no read transaction stays
/// open.
final class SQLiteStatement {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    /// Frees the statement. Called once, by the connection, before it closes.
    func finalize() {
        sqlite3_finalize(handle)
    }

    func run(_ values: [SQLiteValue]) throws {
        _ = try first(values) { _ in }
    }

    func first<Value>(_ values: [SQLiteValue], read: (SQLiteRow) throws -> Value) throws -> Value? {
        defer { sqlite3_reset(handle) }
        try bind(values)
        guard try step() else { return nil }
        return try read(SQLiteRow(handle))
    }

    func all<Value>(_ values: [SQLiteValue], read: (SQLiteRow) throws -> Value) throws -> [Value] {
        var rows: [Value] = []
        try each(values) { rows.append(try read($0)) }
        return rows
    }

    /// Hands out one row after the other.
    func each(_ values: [SQLiteValue], _ body: (SQLiteRow) throws -> Void) throws {
        defer { sqlite3_reset(handle) }
        try bind(values)
        while try step() { try body(SQLiteRow(handle)) }
    }

    /// True when there is a row to read.
    private func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        case let code: throw StoreError(sqliteCode: code)
        }
    }

    private func bind(_ values: [SQLiteValue]) throws {
        assert(values.count == Int(sqlite3_bind_parameter_count(handle)), "one value for each ?")
        for (offset, value) in values.enumerated() {
            let index = Int32(offset + 1)
            let code: Int32
            switch value {
            case .null: code = sqlite3_bind_null(handle, index)
            case .integer(let value): code = sqlite3_bind_int64(handle, index, value)
            case .text(var value):
                code = value.withUTF8 { bytes in
                    // A null pointer would bind NULL, and an empty buffer may have one.
                    guard let start = bytes.baseAddress, !bytes.isEmpty else {
                        return towow_sqlite_bind_text(handle, index, "", 0)
                    }
                    guard let count = Int32(exactly: bytes.count) else { return SQLITE_TOOBIG }
                    return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                        towow_sqlite_bind_text(handle, index, $0, count)
                    }
                }
            case .blob(let value):
                code = value.withUnsafeBytes { bytes in
                    guard let start = bytes.baseAddress, !bytes.isEmpty else {
                        return sqlite3_bind_zeroblob(handle, index, 0)
                    }
                    guard let count = Int32(exactly: bytes.count) else { return SQLITE_TOOBIG }
                    return towow_sqlite_bind_blob(handle, index, start, count)
                }
            }
            guard code == SQLITE_OK else { throw StoreError(sqliteCode: code) }
        }
    }
}

/// The row a statement stands on; columns count from 0. Valid only inside the closure that was handed it.
struct SQLiteRow {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
    func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
    func int(_ column: Int32) -> Int { Int(int64(column)) }
    func bool(_ column: Int32) -> Bool { int64(column) != 0 }
    func time(_ column: Int32) -> Timestamp { Timestamp(milliseconds: int64(column)) }
    func optionalTime(_ column: Int32) -> Timestamp? { isNull(column) ? nil : time(column) }

    func text(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func blob(_ column: Int32) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, column))
        return Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }
}
