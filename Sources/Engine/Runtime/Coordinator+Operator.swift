import FoundationEssentials
import Logging

extension Coordinator: OperatorService {
    /// Demands that one call looks at when it filters by status alone, and when it reads their texts.
    private static let window = (status: 10_000, text: 500)
    /// Members that one search looks at.
    private static let memberWindow = 1_000

    // MARK: Figures

    public nonisolated func storeFigures() async throws -> StoreFigures {
        do { return try await figures.value(of: environment.store) } catch { throw overload(error) }
    }

    // MARK: Demands

    public nonisolated func demands(_ query: DemandQuery) async throws -> DemandPage {
        let reads = !query.words.isEmpty
        let words = query.words.map { $0.lowercased() }
        let window =
            reads ? Coordinator.window.text : query.statuses == nil ? query.limit : Coordinator.window.status
        let listing: DemandListing
        do {
            listing = try await environment.store.demands(
                before: query.cursor, statuses: query.statuses, limit: reads ? window : query.limit, window: window)
        } catch { throw overload(error) }
        var page = DemandPage(entries: [], next: listing.next)
        for (index, row) in listing.rows.enumerated() {
            let submitted = try? JSONDecoder().decode(SubmittedText.self, from: Data(row.submitted.utf8))
            let text = submitted?.text ?? ""
            let places = [text.lowercased(), row.demand.id.rawValue]
            guard words.allSatisfy({ word in places.contains { $0.contains(word) } }) else { continue }
            page.entries.append(
                DemandPage.Entry(demand: row.demand, text: text, isDemo: submitted?.isDemo ?? false))
            if page.entries.count == query.limit {
                if index + 1 < listing.rows.count { page.next = row.number }
                break
            }
        }
        return page
    }

    public nonisolated func cancel(_ id: DemandID) async throws -> Acknowledgement {
        try await input(.cancelledByOperator, to: id)
    }

    // MARK: Members

    public nonisolated func allMembers(
        matching text: String?, after cursor: String?, limit: Int
    ) async throws -> MemberListing {
        let words = (text ?? "").lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
        let looked = words.isEmpty ? limit : Coordinator.memberWindow
        let records: [MemberRecord]
        do {
            records = try await environment.store.members(after: cursor, limit: looked, includeInactive: true)
        } catch { throw overload(error) }
        let end = records.count == looked ? records.last?.member.id : nil
        let found = records.filter { record in words.allSatisfy { record.member.says($0) } }
        guard found.count > limit else { return MemberListing(members: found, next: end) }
        return MemberListing(members: Array(found.prefix(limit)), next: found[limit - 1].member.id)
    }

    public nonisolated func take(members: [Member], isTrial: Bool) async throws -> MemberIntake {
        do {
            let ids = members.map(\.id)
            let before = try await environment.store.members(ids)
            try RemoteProfileFault.check(members, against: before)
            var intake = MemberIntake(agentIDs: ids, created: 0, updated: 0, unchanged: 0)
            for member in members {
                switch before[member.id] {
                case nil: intake.created += 1
                case let record? where record.isActive && record.member == member: intake.unchanged += 1
                case _?: intake.updated += 1
                }
            }
            guard !isTrial else { return intake }
            let records = try await environment.store.upsert(members: members, isActive: true)
            environment.members.apply(records)
            logger.notice(
                "members imported",
                metadata: ["created": "\(intake.created)", "updated": "\(intake.updated)"])
            return intake
        } catch let fault as RemoteProfileFault {
            throw fault
        } catch { throw overload(error) }
    }

    @discardableResult
    public nonisolated func activate(_ id: String) async throws -> Bool {
        do {
            let isChanged = try await environment.store.activate(member: id)
            guard let record = try await environment.store.member(id, version: nil) else {
                throw TowowError(.unknownAgent, "unknown_member")
            }
            if isChanged {
                environment.members.apply([record])
                logger.notice("a member is active again", metadata: ["agent_id": "\(id)"])
            }
            return isChanged
        } catch { throw overload(error) }
    }

    // MARK: Audit

    public nonisolated func note(_ action: String, _ detail: String, by actor: String) async throws {
        let entry = AuditEntry(at: environment.clock.now(), actor: actor, action: action, detail: detail)
        do { try await environment.store.put(settings: [:], audit: entry) } catch { throw overload(error) }
    }

    public nonisolated func audit(before number: Int?, limit: Int) async throws -> [AuditRecord] {
        do { return try await environment.store.audit(before: number, limit: limit) } catch { throw overload(error) }
    }
}

/// What lists show of a demand's first event.
private struct SubmittedText: Decodable {
    var text: String
    var isDemo: Bool?

    enum CodingKeys: String, CodingKey { case text = "surface_demand", isDemo = "is_demo" }
}

extension Member {
    /// Whether `word` (lower case) stands in what a list shows.
    fileprivate func says(_ word: String) -> Bool {
        ([id, displayName, summary] + capabilities.map(\.name)).contains { $0.lowercased().contains(word) }
    }
}

/// Figures that take a look at every row of a table: looked up at most every few seconds, by one caller for all, and less often the
/// longer it takes, so that it never keeps a store busy for more than a twentieth of its time.
actor StoreFiguresCache {
    private static let validity = (least: Duration.seconds(3), share: 20)

    private var known: (figures: StoreFigures, until: ContinuousClock.Instant)?
    private var lookup: Task<StoreFigures, any Error>?

    func value(of store: any Store) async throws -> StoreFigures {
        if let known, ContinuousClock.now < known.until { return known.figures }
        if let lookup { return try await lookup.value }
        let began = ContinuousClock.now
        let task = Task {
            StoreFigures(statistics: try await store.statistics(), demands: try await store.demandCounts())
        }
        lookup = task
        defer { lookup = nil }
        let figures = try await task.value
        let now = ContinuousClock.now
        known = (figures, now + max(StoreFiguresCache.validity.least, (now - began) * StoreFiguresCache.validity.share))
        return figures
    }
}
