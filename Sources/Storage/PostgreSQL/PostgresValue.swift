internal import CLibpq
internal import Engine

/// A value for one `$n` of a statement, sent in PostgreSQL's binary format.
enum PostgresValue {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
    case integers([Int64?])
    case texts([String?])
    case blobs([[UInt8]])

    static func integer(_ value: Int) -> PostgresValue { .integer(Int64(value)) }
    static func time(_ value: Timestamp) -> PostgresValue { .integer(value.milliseconds) }
    static func time(_ value: Timestamp?) -> PostgresValue { value.map { .integer($0.milliseconds) } ?? .null }
    static func text(_ value: String?) -> PostgresValue { value.map { .text($0) } ?? .null }
    static func integers(_ values: [Int]) -> PostgresValue { .integers(values.map { Int64?(Int64($0)) }) }
    static func integers(_ values: [Int64]) -> PostgresValue { .integers(values.map { Int64?($0) }) }
    static func texts(_ values: [String]) -> PostgresValue { .texts(values.map { String?($0) }) }
    static func ids(_ values: [DemandID]) -> PostgresValue { .texts(values.map { String?($0.rawValue) }) }

    /// The type's number in every PostgreSQL (pg_type.dat); 0 lets the server infer it.
    var type: Oid {
        switch self {
        case .null: 0
        case .integer: 20
        case .text: 25
        case .blob: 17
        case .integers: 1016
        case .texts: 1009
        case .blobs: 1001
        }
    }

    /// Appends the value's bytes; false for NULL.
    func encode(into bytes: inout [UInt8]) -> Bool {
        switch self {
        case .null: return false
        case .integer(let value): bytes.append(bigEndian: value)
        case .text(let value): bytes += value.utf8
        case .blob(let value): bytes += value
        case .integers(let values):
            bytes.appendArrayHead(count: values.count, hasNull: values.contains(nil), elementType: 20)
            for value in values {
                guard let value else {
                    bytes.append(bigEndian: Int32(-1))
                    continue
                }
                bytes.append(bigEndian: Int32(8))
                bytes.append(bigEndian: value)
            }
        case .texts(let values):
            bytes.appendArrayHead(count: values.count, hasNull: values.contains(nil), elementType: 25)
            for value in values {
                guard let value else {
                    bytes.append(bigEndian: Int32(-1))
                    continue
                }
                bytes.append(bigEndian: Int32(truncatingIfNeeded: value.utf8.count))
                bytes += value.utf8
            }
        case .blobs(let values):
            bytes.appendArrayHead(count: values.count, hasNull: false, elementType: 17)
            for value in values {
                bytes.append(bigEndian: Int32(truncatingIfNeeded: value.count))
                bytes += value
            }
        }
        return true
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// What precedes the elements (`array_recv` in PostgreSQL's arrayfuncs.c).
    fileprivate mutating func appendArrayHead(count: Int, hasNull: Bool, elementType: Int32) {
        append(bigEndian: Int32(count == 0 ? 0 : 1))
        append(bigEndian: Int32(hasNull ? 1 : 0))
        append(bigEndian: elementType)
        guard count > 0 else { return }
        append(bigEndian: Int32(truncatingIfNeeded: count))
        append(bigEndian: Int32(1))
    }
}

/// The rows that a statement gave. Freed with its last reference.
final class PostgresResult {
    let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        PQclear(handle)
    }

    var count: Int { Int(PQntuples(handle)) }

    /// Rows that the statement inserted, changed or removed.
    var changes: Int { Int(String(cString: PQcmdTuples(handle))) ?? 0 }

    func first<Value>(_ read: (PostgresRow) throws -> Value) rethrows -> Value? {
        count > 0 ? try read(PostgresRow(handle, 0)) : nil
    }

    func all<Value>(_ read: (PostgresRow) throws -> Value) rethrows -> [Value] {
        try (0..<Int32(count)).map { try read(PostgresRow(handle, $0)) }
    }
}

/// One row; columns count from 0. Valid only inside the closure that was handed it.
struct PostgresRow {
    private let handle: OpaquePointer
    private let row: Int32

    init(_ handle: OpaquePointer, _ row: Int32) {
        self.handle = handle
        self.row = row
    }

    func isNull(_ column: Int32) -> Bool { PQgetisnull(handle, row, column) == 1 }

    /// A `bigint`; the statements ask for no other number.
    func int64(_ column: Int32) throws -> Int64 {
        let bytes = bytes(column)
        guard bytes.count == 8 else { throw StoreError.unexpectedResult }
        return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
    }

    func int(_ column: Int32) throws -> Int { Int(try int64(column)) }
    func time(_ column: Int32) throws -> Timestamp { Timestamp(milliseconds: try int64(column)) }
    func optionalInt64(_ column: Int32) throws -> Int64? { isNull(column) ? nil : try int64(column) }
    func optionalTime(_ column: Int32) throws -> Timestamp? { isNull(column) ? nil : try time(column) }
    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }
    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
    func blob(_ column: Int32) -> [UInt8] { Array(bytes(column)) }

    func channelID(_ column: Int32) throws -> ChannelID {
        guard let id = ChannelID(rawValue: text(column)) else { throw StoreError.unexpectedResult }
        return id
    }

    func demandID(_ column: Int32) throws -> DemandID {
        guard let id = DemandID(rawValue: text(column)) else { throw StoreError.unexpectedResult }
        return id
    }

    private func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = UnsafeRawPointer(PQgetvalue(handle, row, column))
        return UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, row, column)))
    }
}
