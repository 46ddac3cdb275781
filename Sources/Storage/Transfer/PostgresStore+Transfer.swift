internal import Engine

extension PostgresStore: MovableStore {
    public func export(to place: TransferPlace) async throws -> TransferSummary {
        try await onConnectionOfItsOwn(name: "towow-export") { connection in
            // One moment for all tables, however long the reader takes.
            try connection.execute(
                """
                BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
                SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0
                """)
            return try place.write { try ExportWriter(descriptor: $0).write(all: connection) }
        }
    }

    public func `import`(from place: TransferPlace) async throws -> TransferSummary {
        try await fill(from: place, replacesAll: false)
    }

    /// Puts an export into the database in one transaction that is verified before its commit.
    /// - Parameter replacesAll: everything that is there goes first. Instances that work on the database meanwhile lose
    ///   their leases.
    /// - Throws: `TransferError.wrongKind` for a backup of SQLite; `.storeNotEmpty`.
    public func restore(from backup: String, replacesAll: Bool) async throws -> TransferSummary {
        guard try await WorkerThread.run(name: "towow-restore", { try !TransferFile.isSQLite(backup) }) else {
            throw TransferError.wrongKind
        }
        return try await fill(from: .file(backup), replacesAll: replacesAll)
    }

    /// A logical one: an export.
    public func backup(to destination: String) async throws {
        _ = try await export(to: .file(destination))
    }

    public func migrations() async throws -> [MigrationState] {
        MigrationState.all(
            applied: try await explained { try await pool.run { try PostgresMigrator.applied(on: $0) } })
    }

    private func fill(from place: TransferPlace, replacesAll: Bool) async throws -> TransferSummary {
        let summary = try await onConnectionOfItsOwn(name: "towow-import") { connection in
            try connection.execute(
                "BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
            if replacesAll {
                try connection.execute(
                    """
                    TRUNCATE members, settings, tokens, audit, counters, demands, events, channels, messages, inputs,
                        deadlines, steps, idempotency
                    """)
            } else {
                // Nobody writes between the look and the commit.
                try connection.execute(
                    "LOCK TABLE demands, members, settings, tokens, audit IN SHARE ROW EXCLUSIVE MODE")
                try connection.checkIsEmpty()
            }
            let summary = try place.read { try ImportReader(descriptor: $0).fill(connection) }
            try connection.execute("COMMIT")
            return summary
        }
        notifier.tell(.all)
        return summary
    }

    /// Runs `body` on a thread and a connection of its own, without limits of time.
    private func onConnectionOfItsOwn<Value: Sendable>(
        name: String, _ body: @escaping @Sendable (PostgresConnection) throws -> Value
    ) async throws -> Value {
        let address = address
        return try await WorkerThread.run(name: name) {
            do {
                let connection = try PostgresConnection(address)
                connection.timeLimit = PostgresConnection.TimeLimit.none
                return try body(connection)
            } catch let failure as PostgresFailure {
                guard failure.reason.isEmpty else { throw PostgresStoreError.unreachable(reason: failure.reason) }
                throw StoreError(failure)
            }
        }
    }
}

extension PostgresConnection: TransferTarget {
    func rows(of table: TransferTable, _ body: ([TransferValue]) throws -> Void) throws {
        try execute("DECLARE export NO SCROLL CURSOR FOR \(table.select)")
        while true {
            let page = try query("FETCH FORWARD 500 FROM export")
            guard page.count > 0 else { break }
            for values in try page.all({ try values(of: $0, table) }) { try body(values) }
        }
        try execute("CLOSE export")
    }

    func insert(_ rows: [[TransferValue]], into table: TransferTable) throws {
        var kinds = table.columns.map(\.kind)
        switch table.demand {
        case .none: break
        case .defines: kinds.insert(.integer, at: 0)
        case .belongs: kinds[0] = .integer
        }
        var query = Query(table.postgresInsert)
        query.values = kinds.enumerated().map { index, kind in
            switch kind {
            case .integer: .integers(rows.map { if case .integer(let value) = $0[index] { value } else { nil } })
            case .text: .texts(rows.map { if case .text(let text) = $0[index] { text } else { nil } })
            case .blob: .blobs(rows.map { if case .blob(let bytes) = $0[index] { bytes } else { [] } })
            }
        }
        _ = try run([query])
    }

    func finishImport() throws {
        try run(
            """
            SELECT setval(pg_get_serial_sequence('demands', 'number'), coalesce(max(number), 1), max(number) IS NOT NULL)
            FROM demands
            """)
        try run(
            """
            SELECT setval(pg_get_serial_sequence('audit', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) FROM audit
            """)
    }

    private func values(of row: PostgresRow, _ table: TransferTable) throws -> [TransferValue] {
        try table.columns.indices.map { index in
            let column = Int32(index)
            if row.isNull(column) { return .null }
            switch table.columns[index].kind {
            case .integer: return .integer(try row.int64(column))
            case .text: return .text(row.text(column))
            case .blob: return .blob(row.blob(column))
            }
        }
    }
}
