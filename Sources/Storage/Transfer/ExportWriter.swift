internal import Engine
internal import Glibc

/// Writes an export's lines and counts them. Used by one thread.
final class ExportWriter {
    /// Nil: nothing is written, only counted and summed.
    private let descriptor: Int32?
    private let digest = Crypto.Digest()
    private var buffer: [UInt8] = []
    private var rows = Dictionary(TransferTable.all.map { ($0.name, 0) }, uniquingKeysWith: +)

    private static let bufferSize = 256 * 1024

    init(descriptor: Int32?) {
        self.descriptor = descriptor
    }

    /// Writes everything that `source` holds.
    func write(all source: some TransferSource) throws -> TransferSummary {
        buffer += TransferLine.header(schema: Migration.all.last?.name ?? "")
        for table in TransferTable.all {
            try source.rows(of: table) { values in
                TransferLine.row(table, values, into: &buffer)
                rows[table.name, default: 0] += 1
                if buffer.count >= ExportWriter.bufferSize { try flush(isSummed: true) }
            }
        }
        try flush(isSummed: true)
        let summary = TransferSummary(rows: rows, sha256: TransferLine.hexadecimal(digest.finish()))
        buffer += TransferLine.end(summary)
        try flush(isSummed: false)
        return summary
    }

    private func flush(isSummed: Bool) throws {
        defer { buffer.removeAll(keepingCapacity: true) }
        try buffer.withUnsafeBytes { bytes in
            if isSummed { digest.update(bytes) }
            guard let descriptor else { return }
            var rest = bytes
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = Glibc.write(descriptor, start, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw SystemError(operation: "write", path: nil, code: errno) }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }
}

/// A database that is read whole, as it is at one moment.
protocol TransferSource {
    /// Hands out each row of a table, in the table's order. `demand` is the demand's id.
    func rows(of table: TransferTable, _ body: ([TransferValue]) throws -> Void) throws
}

/// An empty database that is filled, inside a transaction that the caller opened.
protocol TransferTarget: TransferSource {
    /// Writes rows. A demand's id is its number already, and demands begin with theirs.
    func insert(_ rows: [[TransferValue]], into table: TransferTable) throws
    /// The next number that the database gives out itself comes after those that were imported.
    func finishImport() throws
}
