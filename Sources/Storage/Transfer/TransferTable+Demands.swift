extension TransferTable {
    static let demands = TransferTable(
        name: "demands", demand: .defines,
        columns: [
            .init(name: "id"), .init(name: "submitted_at", kind: .integer),
            .init(name: "owner_token_hash", kind: .blob), .init(name: "head", kind: .integer), .init(name: "status"),
            .init(name: "outcome", isOptional: true), .init(name: "completed_at", kind: .integer, isOptional: true),
            .init(name: "lease_epoch", kind: .integer), .init(name: "log_format", kind: .integer),
        ],
        select: """
            SELECT id, submitted_at, owner_token_hash, head, status, outcome, completed_at, lease_epoch,
                log_format
            FROM demands ORDER BY number
            """,
        sqliteInsert: """
            INSERT INTO demands (number, id, submitted_at, owner_token_hash, head, status, outcome,
                completed_at, lease_epoch, log_format)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
        postgresInsert: """
            INSERT INTO demands (number, id, submitted_at, owner_token_hash, head, status, outcome,
                completed_at, lease_epoch, log_format)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bytea[], $5::bigint[],
                $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::bigint[])
            """)

    static let events = TransferTable(
        name: "events", demand: .belongs,
        columns: [
            .init(name: "demand"), .init(name: "seq", kind: .integer), .init(name: "type"),
            .init(name: "time", kind: .integer), .init(name: "payload"), .init(name: "private", isOptional: true),
        ],
        select: """
            SELECT demands.id, events.seq, events.type, events.time, events.payload, events.private
            FROM events JOIN demands ON demands.number = events.demand
            ORDER BY events.demand, events.seq
            """,
        sqliteInsert: """
            INSERT INTO events (demand, seq, type, time, payload, private)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
        postgresInsert: """
            INSERT INTO events (demand, seq, type, time, payload, private)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::text[],
                $6::text[])
            """)

    static let channels = TransferTable(
        name: "channels", demand: .belongs,
        columns: [
            .init(name: "demand"), .init(name: "channel"), .init(name: "status"), .init(name: "round", kind: .integer),
            .init(name: "version", kind: .integer),
        ],
        select: """
            SELECT demands.id, channels.channel, channels.status, channels.round, channels.version
            FROM channels JOIN demands ON demands.number = channels.demand
            ORDER BY channels.demand, channels.channel
            """,
        sqliteInsert: """
            INSERT INTO channels (demand, channel, status, round, version)
            VALUES (?, ?, ?, ?, ?)
            """,
        postgresInsert: """
            INSERT INTO channels (demand, channel, status, round, version)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
            """)

    static let messages = TransferTable(
        name: "messages", demand: .belongs,
        columns: [
            .init(name: "demand"), .init(name: "message_id"), .init(name: "channel"), .init(name: "agent_id"),
            .init(name: "kind"), .init(name: "round", kind: .integer), .init(name: "version", kind: .integer),
            .init(name: "due", kind: .integer), .init(name: "answered_seq", kind: .integer, isOptional: true),
        ],
        select: """
            SELECT demands.id, messages.message_id, messages.channel, messages.agent_id, messages.kind,
                messages.round, messages.version, messages.due, messages.answered_seq
            FROM messages JOIN demands ON demands.number = messages.demand
            ORDER BY messages.demand, messages.message_id
            """,
        sqliteInsert: """
            INSERT INTO messages (demand, message_id, channel, agent_id, kind, round, version, due,
                answered_seq)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
        postgresInsert: """
            INSERT INTO messages (demand, message_id, channel, agent_id, kind, round, version, due,
                answered_seq)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[],
                $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])
            """)

    static let inputs = TransferTable(
        name: "inputs", demand: .belongs,
        columns: [
            .init(name: "demand"), .init(name: "sender"), .init(name: "message_id"), .init(name: "body"),
            .init(name: "result", isOptional: true), .init(name: "received_at", kind: .integer),
        ],
        select: """
            SELECT demands.id, inputs.sender, inputs.message_id, inputs.body, inputs.result,
                inputs.received_at
            FROM inputs JOIN demands ON demands.number = inputs.demand
            ORDER BY inputs.demand, inputs.sender, inputs.message_id
            """,
        sqliteInsert: """
            INSERT INTO inputs (demand, sender, message_id, body, result, received_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
        postgresInsert: """
            INSERT INTO inputs (demand, sender, message_id, body, result, received_at)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[],
                $6::bigint[])
            """)

    static let deadlines = TransferTable(
        name: "deadlines", demand: .belongs,
        columns: [
            .init(name: "demand"), .init(name: "channel"), .init(name: "kind"), .init(name: "round", kind: .integer),
            .init(name: "due", kind: .integer),
        ],
        select: """
            SELECT demands.id, deadlines.channel, deadlines.kind, deadlines.round, deadlines.due
            FROM deadlines JOIN demands ON demands.number = deadlines.demand
            ORDER BY deadlines.demand, deadlines.channel, deadlines.kind, deadlines.round
            """,
        sqliteInsert: """
            INSERT INTO deadlines (demand, channel, kind, round, due)
            VALUES (?, ?, ?, ?, ?)
            """,
        postgresInsert: """
            INSERT INTO deadlines (demand, channel, kind, round, due)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
            """)

    static let steps = TransferTable(
        name: "steps", demand: .belongs,
        columns: [
            .init(name: "demand"), .init(name: "channel"), .init(name: "decision"), .init(name: "key"),
            .init(name: "body"), .init(name: "created_at", kind: .integer),
        ],
        select: """
            SELECT demands.id, steps.channel, steps.decision, steps.key, steps.body, steps.created_at
            FROM steps JOIN demands ON demands.number = steps.demand
            ORDER BY steps.demand, steps.channel, steps.decision, steps.key
            """,
        sqliteInsert: """
            INSERT INTO steps (demand, channel, decision, key, body, created_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
        postgresInsert: """
            INSERT INTO steps (demand, channel, decision, key, body, created_at)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[],
                $6::bigint[])
            """)

    static let idempotency = TransferTable(
        name: "idempotency", demand: .belongs,
        columns: [
            .init(name: "demand"), .init(name: "key"), .init(name: "body_hash", kind: .blob), .init(name: "answer"),
            .init(name: "created_at", kind: .integer),
        ],
        select: """
            SELECT demands.id, idempotency.key, idempotency.body_hash, idempotency.answer,
                idempotency.created_at
            FROM idempotency JOIN demands ON demands.number = idempotency.demand
            ORDER BY idempotency.demand, idempotency.key
            """,
        sqliteInsert: """
            INSERT INTO idempotency (demand, key, body_hash, answer, created_at)
            VALUES (?, ?, ?, ?, ?)
            """,
        postgresInsert: """
            INSERT INTO idempotency (demand, key, body_hash, answer, created_at)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[], $4::text[], $5::bigint[])
            """)
}
