import Engine
import FoundationEssentials
import Logging
import Storage
import Synchronization

/// Times a store from inside, without engine and HTTP: `store-bench DATABASE_URL SECONDS`.
///
/// Prints lines `NAME VALUE`: appends of one event a second by so many callers at once, each with a demand of its own, submits
/// a second, and how long reads take (milliseconds). `stores.py` runs it and prints the lines of two stores side by side.
let arguments = CommandLine.arguments
guard arguments.count == 3, let seconds = Double(arguments[2]) else {
    print("usage: store-bench sqlite:///PATH|postgresql://… SECONDS")
    exit(2)
}
let url = arguments[1]
let quiet = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
let store: any Store =
    url.hasPrefix("sqlite:///")
    ? try SQLiteStore(path: String(url.dropFirst(9)), logger: quiet) : try PostgresStore(url: url, logger: quiet)
try await store.migrate()

/// As long as the middle event of a negotiation.
let payload = #"{"agent_id":"auto-1","channel_id":"collab-","content":""# + String(repeating: "event ", count: 80) + #""}"#

func event(_ sequence: Int) -> StoredEvent {
    StoredEvent(
        sequence: sequence, type: "towow.offer.submitted", timestamp: Timestamp(milliseconds: 1_000), payload: payload)
}

func newDemand() -> NewDemand {
    NewDemand(
        id: DemandID(randomBytes: (0..<16).map { _ in UInt8.random(in: 0...255) }),
        submittedAt: Timestamp(milliseconds: 1_000), ownerTokenHash: Array(repeating: 7, count: 32),
        firstEvent: event(1), claim: nil, logFormat: EngineEnvironment.logFormat)
}

struct Log {
    var id: DemandID
    var epoch: Int
    var head = 1

    init() async throws {
        let demand = newDemand()
        id = demand.id
        _ = try await store.create(demand)
        guard let lease = try await store.lease(id, owner: "bench", durationMilliseconds: 3_600_000) else {
            throw StoreError.conflict
        }
        epoch = lease.epoch
    }

    mutating func append() async throws {
        try await store.append(
            AppendBatch(
                demandID: id, expectedHead: head, epoch: epoch, events: [event(head + 1)], status: .negotiating))
        head += 1
    }
}

func rate(_ callers: Int, _ body: @escaping @Sendable (ContinuousClock.Instant) async throws -> Int) async throws -> Double
{
    let start = ContinuousClock.now
    let end = start + .seconds(seconds)
    let count = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<callers { group.addTask { try await body(end) } }
        return try await group.reduce(0, +)
    }
    return Double(count) / ((ContinuousClock.now - start) / .seconds(1))
}

func appends(_ callers: Int) async throws -> Double {
    try await rate(callers) { end in
        var log = try await Log()
        var count = 0
        while ContinuousClock.now < end {
            try await log.append()
            count += 1
        }
        return count
    }
}

func submits(_ callers: Int) async throws -> Double {
    try await rate(callers) { end in
        var count = 0
        while ContinuousClock.now < end {
            _ = try await store.create(newDemand())
            count += 1
        }
        return count
    }
}

/// The middle and the slowest in a hundred of many reads one after the other.
func latency(_ body: () async throws -> Void) async throws -> (p50: Double, p99: Double) {
    var times: [Double] = []
    for _ in 0..<2_000 {
        let start = ContinuousClock.now
        try await body()
        times.append((ContinuousClock.now - start) / .milliseconds(1))
    }
    times.sort()
    return (times[times.count / 2], times[times.count * 99 / 100])
}

func say(_ name: String, _ value: Double) {
    print(name, (value * 1_000).rounded() / 1_000)
}

for callers in [1, 16, 64, 256] { say("append-\(callers)", try await appends(callers)) }
for callers in [1, 16, 64, 256] { say("submit-\(callers)", try await submits(callers)) }
var log = try await Log()
for _ in 0..<100 { try await log.append() }
let id = log.id
let reads: [(String, () async throws -> Void)] = [
    ("read-demand", { _ = try await store.demand(id) }),
    ("read-event", { _ = try await store.events(of: id, after: 100, limit: 1) }),
    ("read-page", { _ = try await store.events(of: id, after: 0, limit: 100) }),
    ("read-heads", { _ = try await store.heads(of: [id]) }),
]
for (name, body) in reads {
    let times = try await latency(body)
    say(name + "-p50", times.p50)
    say(name + "-p99", times.p99)
}
await store.close()
