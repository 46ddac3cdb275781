import Engine
import FoundationEssentials
import Glibc

/// Times the matcher on pools of several sizes: `matching-bench MEMBERS.jsonl DEMANDS.jsonl SIZE…`.
///
/// Larger pools are made from the given members: every new one has the capabilities of two of them, the summary of a third, the
/// place of a fourth. The figures are wall-clock times of one thread of work at a time.
struct Pool: MemberSource {
    let records: [MemberRecord]
    let changed: Changed

    final actor Changed {
        private var members: [MemberRecord] = []
        private(set) var generation: UInt64 = 1

        func put(_ record: MemberRecord) {
            members = [record]
            generation += 1
        }

        func changes(since: UInt64) -> MemberChanges? {
            since + 1 == generation ? MemberChanges(members: members, generation: generation) : nil
        }
    }

    func activeMembers() async -> [MemberRecord] { records }
    func generation() async -> UInt64 { await changed.generation }
    func changes(since generation: UInt64) async -> MemberChanges? { await changed.changes(since: generation) }
    func member(_ id: String, version: Int) async throws -> Member? { nil }
}

func records(_ count: Int, from base: [Member]) -> [MemberRecord] {
    var state: UInt64 = 1
    func pick() -> Member {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return base[Int((state >> 33) % UInt64(base.count))]
    }
    return (0..<count).map { number in
        var member = number < base.count ? base[number] : pick()
        if number >= base.count {
            let one = pick(), other = pick(), place = pick()
            member.id = "member-\(number)"
            member.displayName = "\(one.displayName) \(number)"
            member.capabilities = Array((one.capabilities + other.capabilities).prefix(4))
            member.places = place.places
            member.remote = place.remote
        }
        return MemberRecord(member: member, version: 1, isActive: true)
    }
}

func residentMiB() -> Int {
    guard let status = try? String(contentsOf: URL(filePath: "/proc/self/statm"), encoding: .utf8),
        let pages = status.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return 0 }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
}

func milliseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1_000 + Double(duration.components.attoseconds) / 1e15
}

func rounded(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
}

struct Demand: Decodable { var text: String }

let arguments = CommandLine.arguments
guard arguments.count >= 4 else {
    print("usage: matching-bench MEMBERS.jsonl DEMANDS.jsonl SIZE…")
    exit(2)
}
let base = try MemberImport.parse([UInt8](try Data(contentsOf: URL(filePath: arguments[1]))))
let demands = try Data(contentsOf: URL(filePath: arguments[2])).split(separator: 10)
    .map { try JSONDecoder().decode(Demand.self, from: $0).text }
let clock = ContinuousClock()
print("members  index ms  query p50 ms  p99 ms  change p50 ms  worst ms  resident MiB (index)")
for size in arguments[3...].compactMap({ Int($0) }) {
    let pool = Pool(records: records(size, from: base), changed: Pool.Changed())
    let before = residentMiB()
    let matcher = MemberMatcher(source: pool)
    let index = await clock.measure { await matcher.prepare() }
    let rules = RuleDecider(matcher: matcher)
    var queries: [MatchQuery] = []
    for text in demands {
        let understanding = try await rules.understand(
            UnderstandRequest(
                request: DemandRequest(text: text), submittedAt: Timestamp(milliseconds: 1_795_572_000_000),
                previous: nil, answers: [])
        ).value
        queries.append(
            MatchQuery(
                text: text, needs: understanding.capabilityTags, keywords: understanding.depth.keywords,
                context: understanding.context, language: understanding.language,
                today: CalendarDate(year: 2026, month: 11, day: 25), limit: 80))
    }
    var times: [Double] = []
    let rounds = size > 50_000 ? 3 : 10
    for _ in 0..<rounds {
        for query in queries {
            times.append(milliseconds(await clock.measure { _ = await matcher.match(query) }))
        }
    }
    times.sort()
    var changes: [Double] = []
    for number in 0..<20 {
        var member = pool.records[number].member
        member.summary += " \(number)"
        await pool.changed.put(MemberRecord(member: member, version: 2, isActive: true))
        changes.append(milliseconds(await clock.measure { await matcher.prepare() }))
    }
    changes.sort()
    print(
        "\(size)  \(rounded(milliseconds(index)))  \(rounded(times[times.count / 2]))  "
            + "\(rounded(times[times.count * 99 / 100]))  \(rounded(changes[10]))  \(rounded(changes[19]))  "
            + "\(residentMiB()) (\(residentMiB() - before))")
}
