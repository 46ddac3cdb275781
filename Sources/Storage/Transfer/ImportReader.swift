internal import Engine
internal import FoundationEssentials
internal import Glibc

/// Reads an export from a file or a pipe and fills a database with it. Used by one thread.
final class ImportReader {
    private let descriptor: Int32
    private let digest = Crypto.Digest()
    private var buffer: [UInt8] = []
    private var position = 0
    private var lineNumber = 0
    private var rows = Dictionary(TransferTable.all.map { ($0.name, 0) }, uniquingKeysWith: +)
    /// Demands get numbers in the order of the file.
    private var numbers: [String: Int64] = [:]

    private static let chunkSize = 256 * 1024
    private static let batchSize = 500

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Writes everything into `target` and reads it back: who commits afterwards has what the file says.
    /// - Throws: `TransferError`, or what the database throws; nothing may be committed then.
    func fill(_ target: some TransferTarget) throws -> TransferSummary {
        let header = try header()
        var batch: (table: TransferTable, rows: [[TransferValue]])?
        while let line = try nextLine() {
            if let end = end(line) {
                if let batch { try target.insert(batch.rows, into: batch.table) }
                try target.finishImport()
                return try verify(end, header, target)
            }
            add(line)
            let (table, values) = try TransferLine.read(line, number: lineNumber)
            rows[table.name, default: 0] += 1
            let row = try numbered(values, of: table)
            if batch?.table.name == table.name, let count = batch?.rows.count, count < ImportReader.batchSize {
                batch?.rows.append(row)
            } else {
                if let batch { try target.insert(batch.rows, into: batch.table) }
                batch = (table, [row])
            }
        }
        throw TransferError.incomplete
    }

    private func header() throws -> TransferLine.Header {
        guard let line = try nextLine(),
            let header = try? JSONDecoder().decode(TransferLine.Header.self, from: Data(line)),
            header.format == TransferLine.format
        else { throw TransferError.notAnExport(line: 1) }
        guard header.version <= TransferLine.version else {
            throw TransferError.madeByNewerVersion(what: "version \(header.version)")
        }
        add(line)
        return header
    }

    private func end(_ line: [UInt8]) -> TransferLine.End? {
        guard line.starts(with: #"{"end":"#.utf8) else { return nil }
        return try? JSONDecoder().decode(TransferLine.End.self, from: Data(line))
    }

    private func verify(
        _ end: TransferLine.End, _ header: TransferLine.Header, _ target: some TransferTarget
    ) throws -> TransferSummary {
        let sum = TransferLine.hexadecimal(digest.finish())
        let isComplete = rows.allSatisfy { end.rows[$0.key, default: 0] == $0.value }
        guard isComplete, sum == end.sha256, try nextLine() == nil else { throw TransferError.incomplete }
        let stored = try ExportWriter(descriptor: nil).write(all: target)
        // Another schema has other lines; then the counts have to do.
        let isSame = header.schema == Migration.all.last?.name ? stored.sha256 == sum : stored.rows == rows
        guard isSame else { throw TransferError.notVerified }
        return stored
    }

    /// The row with numbers in place of demand ids.
    private func numbered(_ values: [TransferValue], of table: TransferTable) throws -> [TransferValue] {
        switch table.demand {
        case .none: return values
        case .defines:
            guard case .text(let id) = values[0], numbers[id] == nil else {
                throw TransferError.notAnExport(line: lineNumber)
            }
            let number = Int64(numbers.count + 1)
            numbers[id] = number
            return [.integer(number)] + values
        case .belongs:
            guard case .text(let id) = values[0], let number = numbers[id] else {
                throw TransferError.notAnExport(line: lineNumber)
            }
            return [.integer(number)] + values.dropFirst()
        }
    }

    private func add(_ line: [UInt8]) {
        line.withUnsafeBytes { digest.update($0) }
        [UInt8(ascii: "\n")].withUnsafeBytes { digest.update($0) }
    }

    /// The next line without its end; nil at the end of the file.
    private func nextLine() throws -> [UInt8]? {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { position = end + 1 }
                lineNumber += 1
                return Array(buffer[position..<end])
            }
            buffer.removeFirst(position)
            position = 0
            searched = buffer.count
            var chunk = [UInt8](repeating: 0, count: ImportReader.chunkSize)
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemError(operation: "read", path: nil, code: errno) }
            guard count > 0 else {
                // Every line of an export has an end.
                guard buffer.isEmpty else { throw TransferError.incomplete }
                return nil
            }
            buffer += chunk[..<count]
        }
    }
}
