import Engine
import Glibc
import Logging
import Storage

/// Times a store from inside, without engine and HTTP: `store-bench DATABASE_URL SECONDS`.
///
/// Prints lines `NAME VALUE`: appends of one event a second by so many callers at once, each with a demand of its own, submits
/// a second, and how long reads take (milliseconds). `stores.py` runs it and prints the lines of two stores side by side.
@main
struct StoreBench {
    let store: any Store
    let seconds: Double

    /// As long as the middle event of a negotiation.
    static let payload = #"{"agent_id":"auto-1","content":""# + String(repeating: "event ", count: 85) + #""}"#

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let seconds = Double(arguments[2]) else {
            print("usage: store-bench sqlite:///PATH|postgresql://… SECONDS")
            exit(2)
        }
        let quiet = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let url = arguments[1]
        let store: any Store =
            url.hasPrefix("sqlite:///")
            ? try SQLiteStore(path: String(url.dropFirst(9)), logger: quiet)
            : try PostgresStore(url: url, logger: quiet)
        try await store.migrate()
        try await StoreBench(store: store, seconds: seconds).run()
        await store.close()
    }

    func run() async throws {
        for callers in [1, 16, 64, 256] {
            say("append-\(callers)", try await rate(callers, { try await Log(store) }, { try await $0.append() }))
        }
        for callers in [1, 16, 64, 256] {
            say("submit-\(callers)", try await rate(callers, {}, { _ in _ = try await store.create(newDemand()) }))
        }
        var log = try await Log(store)
        for _ in 0..<100 { try await log.append() }
        let id = log.id
        try await sayTimes("read-demand") { _ = try await store.demand(id) }
        try await sayTimes("read-event") { _ = try await store.events(of: id, after: 100, limit: 1) }
        try await sayTimes("read-100-events") { _ = try await store.events(of: id, after: 0, limit: 100) }
        try await sayTimes("read-head") { _ = try await store.heads(of: [id]) }
    }

    /// How often `body` is done a second by so many callers, each with a state of its own.
    private func rate<State>(
        _ callers: Int, _ begin: @escaping @Sendable () async throws -> State,
        _ body: @escaping @Sendable (inout State) async throws -> Void
    ) async throws -> Double {
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<callers {
                group.addTask {
                    var state = try await begin()
                    var count = 0
                    while ContinuousClock.now < end {
                        try await body(&state)
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(count) / ((ContinuousClock.now - start) / .seconds(1))
    }

    /// The middle and the slowest in a hundred of many calls one after the other.
    private func sayTimes(_ name: String, _ body: () async throws -> Void) async throws {
        var times: [Double] = []
        for _ in 0..<2_000 {
            let start = ContinuousClock.now
            try await body()
            times.append((ContinuousClock.now - start) / .milliseconds(1))
        }
        times.sort()
        say(name + "-p50", times[times.count / 2])
        say(name + "-p99", times[times.count * 99 / 100])
    }

    private func say(_ name: String, _ value: Double) {
        print(name, (value * 1_000).rounded() / 1_000)
    }
}

/// A demand of its own for one caller.
private struct Log: Sendable {
    let store: any Store
    let id: DemandID
    private let epoch: Int
    private var head = 1

    init(_ store: any Store) async throws {
        self.store = store
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
                demandID: id, expectedHead: head, epoch: epoch, events: [newEvent(head + 1)], status: .negotiating))
        head += 1
    }
}

private func newEvent(_ sequence: Int) -> StoredEvent {
    StoredEvent(
        sequence: sequence, type: "towow.offer.submitted", timestamp: Timestamp(milliseconds: 1_000),
        payload: StoreBench.payload)
}

private func newDemand() -> NewDemand {
    NewDemand(
        id: DemandID(randomBytes: (0..<16).map { _ in UInt8.random(in: 0...255) }),
        submittedAt: Timestamp(milliseconds: 1_000), ownerTokenHash: Array(repeating: 7, count: 32),
        firstEvent: newEvent(1), claim: nil, logFormat: EngineEnvironment.logFormat)
}
