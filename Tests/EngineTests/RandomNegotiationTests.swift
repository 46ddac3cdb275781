import Glibc
import Testing

@testable import Engine

@Suite("Random negotiations")
struct RandomNegotiationTests {
    /// How many in all; `TOWOW_TEST_NEGOTIATIONS` asks for more.
    private static let count = getenv("TOWOW_TEST_NEGOTIATIONS").flatMap { Int(String(cString: $0)) } ?? 10_000
    private static let parts = 8

    @Test("whatever happens, every channel has one outcome and every demand one last event", arguments: 0..<parts)
    func everyNegotiationEndsOnce(part: Int) async throws {
        var outcomes: [DemandOutcome: Int] = [:]
        var reasons: [String: Int] = [:]
        for seed in stride(from: part, to: Self.count, by: Self.parts) {
            var negotiation = try RandomNegotiation(seed: UInt64(seed))
            #expect(try negotiation.run(), "seed \(seed) ends")
            try negotiation.crash()
            for fault in LogFaults.find(in: negotiation) { Issue.record("seed \(seed): \(fault)") }
            if let outcome = negotiation.state.outcome { outcomes[outcome, default: 0] += 1 }
            if let reason = negotiation.state.completion?.reasonCode { reasons[reason, default: 0] += 1 }
        }
        // The runs would show nothing if they never came this way.
        #expect(outcomes.count == 4, "all outcomes occur: \(outcomes)")
        #expect(reasons.count >= 6, "many reasons occur: \(reasons)")
    }

    @Test("the same seed gives the same events")
    func sameInputSameEvents() throws {
        for seed in 0..<UInt64(100) {
            var first = try RandomNegotiation(seed: seed)
            var second = try RandomNegotiation(seed: seed)
            _ = try first.run()
            _ = try second.run()
            #expect(first.rows == second.rows, "seed \(seed)")
        }
    }
}

/// What must never stand in a log.
enum LogFaults {
    static func find(in run: RandomNegotiation) -> [String] {
        find(in: run.log, rows: run.rows, knownIDs: run.knownIDs)
    }

    /// - Parameter knownIDs: every id that was ever offered to the engine.
    static func find(in log: [(event: Event, at: Timestamp)], rows: [StoredEvent], knownIDs: Set<String>) -> [String] {
        var faults: [String] = []
        let events = log.map(\.event)
        if rows.map(\.sequence) != Array(1...max(1, rows.count)) { faults.append("the sequence has holes") }
        let completions = events.filter { $0.type == "towow.demand.completed" }.count
        if completions != 1 || events.last?.type != "towow.demand.completed" {
            faults.append("completed is not last and once")
        }
        for channel in Set(events.map(\.channel)) {
            faults += channelFaults(events.filter { $0.channel == channel }, channel: channel, knownIDs: knownIDs)
        }
        return faults
    }

    private static func channelFaults(_ events: [Event], channel: ChannelID, knownIDs: Set<String>) -> [String] {
        var faults: [String] = []
        var invited: Set<String> = []
        var answered: Set<String> = []
        var participants: Set<String> = []
        var accepted: [Int: Set<String>] = [:]
        var version = 0
        var published: [Int: Proposal] = [:]
        var isOver = false
        var outcomes = 0
        for event in events {
            switch event.body {
            case .filterCompleted(let body):
                invited = Set(body.candidates.map(\.agentID))
                if invited.count != body.candidates.count { faults.append("somebody is invited twice") }
                if !invited.isSubset(of: knownIDs) { faults.append("an id came out that was not put in") }
            case .offerSubmitted(let body):
                if isOver { faults.append("an offer after the end") }
                if !invited.contains(body.agentID) { faults.append("a stranger answered") }
                if !answered.insert(body.agentID).inserted { faults.append("somebody answered twice") }
                if body.offer.isParticipating { participants.insert(body.agentID) }
            case .agentWithdrawn(let body):
                if isOver { faults.append("a withdrawal after the end") }
                participants.remove(body.agentID)
            case .agentKicked(let body):
                if isOver { faults.append("a kick after the end") }
                participants.remove(body.agentID)
            case .proposalDistributed(let body):
                if isOver { faults.append("a plan after the end") }
                if body.version != version + 1 { faults.append("versions do not count up") }
                version = body.version
                if published.values.contains(where: { $0.proposalID == body.proposalID }) {
                    faults.append("a proposal id is used twice")
                }
                published[version] = body.proposal
                let assigned = Set(body.proposal.assignments.map(\.agentID))
                if assigned.isEmpty || !assigned.isSubset(of: participants) {
                    faults.append("a non-participant is assigned")
                }
                if Set(body.participants) != assigned { faults.append("who votes is not who is assigned") }
            case .proposalFeedback(let body):
                if isOver { faults.append("a vote after the end") }
                if body.version != version { faults.append("a vote for another version counted") }
                if body.vote.kind == .accept { accepted[version, default: []].insert(body.agentID) }
                if body.vote.kind == .withdraw { accepted[version]?.remove(body.agentID) }
            case .feedbackEvaluated(let body):
                if body.accepts != accepted[version, default: []].intersection(participants).count {
                    faults.append("accepts are miscounted")
                }
            case .proposalFinalized(let body), .forceFinalized(let body):
                outcomes += 1
                isOver = true
                faults += outcomeFaults(body, accepted: accepted, published: published)
            case .negotiationFailed:
                outcomes += 1
                isOver = true
            default: break
            }
        }
        let wasCreated = events.contains { $0.body.name == "channel.created" }
        if outcomes != (wasCreated ? 1 : 0) { faults.append("\(outcomes) outcomes in \(channel)") }
        return faults
    }

    private static func outcomeFaults(
        _ body: ProposalFinalized, accepted: [Int: Set<String>], published: [Int: Proposal]
    ) -> [String] {
        var faults: [String] = []
        let yes = accepted[body.proposal.version, default: []]
        if body.confirmed.isEmpty { faults.append("success with nobody confirmed") }
        if !Set(body.confirmed).isSubset(of: yes) { faults.append("somebody who did not accept is confirmed") }
        if body.proposal.assignments.contains(where: { $0.isConfirmed == true && !yes.contains($0.agentID) }) {
            faults.append("an assignment is confirmed without a yes")
        }
        if published[body.proposal.version]?.proposalID != body.proposal.proposalID {
            faults.append("the final plan is not the one voted on")
        }
        let lists = [body.confirmed, body.optional, body.declined, body.withdrawn]
        if Set(lists.flatMap(\.self)).count != lists.map(\.count).reduce(0, +) {
            faults.append("somebody is in two lists")
        }
        return faults
    }
}
