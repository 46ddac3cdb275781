import Testing

@testable import Engine

@Suite("Channel: status, order of events, payloads")
struct ChannelTests {
    // §10: 1, 2; engine §1
    @Test("a new channel is collecting in round 1 with nothing said yet, and is no sub-network")
    func newChannel() throws {
        let scenario = NegotiationScenario.collecting(["a", "b"])
        let channel = try #require(scenario.channel)
        #expect(channel.status == .collecting)
        #expect(channel.round == 1)
        #expect(channel.seats.allSatisfy { $0.offer == nil && $0.removal == nil && !$0.isSilent })
        #expect(channel.ballots.isEmpty && channel.proposal == nil && channel.version == 0)
        #expect(!channel.id.isChild && channel.gapID == nil)
    }

    // §10: 3 (defaults overruled by engine §5: 3 rounds), 6
    @Test("the limits of the moment are copied into the channel and a later change does not touch it")
    func limitsAreFixed() throws {
        #expect(Limits().maxRounds == 3)
        #expect(Limits().responseTimeoutMilliseconds == 300_000)
        #expect(Limits().feedbackTimeoutMilliseconds == 120_000)
        var scenario = NegotiationScenario.negotiating(
            ["a"], limits: Limits(maxRounds: 2, feedbackTimeoutMilliseconds: 5_000))
        scenario.limits = Limits(maxRounds: 9, feedbackTimeoutMilliseconds: 99_000)
        scenario.vote("a", .negotiate)
        scenario.adjust()
        #expect(scenario.distributed.last?.maxRounds == 2)
        #expect(scenario.due(.feedback) == scenario.now + 5_000)
        scenario.vote("a", .negotiate)
        #expect(scenario.failure?.reasonCode == .noConsensus, "round 2 was the last one")
    }

    // §10: 51
    @Test("the default thresholds lie within 0 and 1 with high above low")
    func thresholds() {
        let limits = Limits()
        #expect((0...1).contains(limits.acceptThresholdLow) && (0...1).contains(limits.acceptThresholdHigh))
        #expect(limits.acceptThresholdHigh - limits.acceptThresholdLow >= 0.1)
    }

    // §10: 4, 5, 86; §12 identifiers
    @Test("the channel's id follows from the demand's id and never from the text")
    func channelID() {
        let scenario = NegotiationScenario.collecting(["a"])
        #expect(scenario.root.rawValue == "collab-" + scenario.id.rawValue.dropFirst(2))
        #expect(scenario.root.demandID == scenario.id)
        #expect(ChannelID(scenario.id, child: 1).rawValue == scenario.root.rawValue + "-sub1")
        #expect(ChannelID(scenario.id, child: 1).root == scenario.root)
    }

    // §10: 10
    @Test("participants are those who said participate or conditional")
    func participants() {
        var scenario = NegotiationScenario.collecting(["a", "b", "c", "d"])
        scenario.offer("a")
        scenario.offer("b", .conditional)
        scenario.offer("c", .decline)
        scenario.noAnswer("d", .invitation)
        #expect(scenario.channel?.participants.map(\.candidate.agentID) == ["a", "b"])
    }

    // §10: 8, 9
    @Test("an offer and a vote are kept as given")
    func kept() {
        var scenario = NegotiationScenario.collecting(["a"])
        #expect(scenario.offer("a", .conditional) == .accepted)
        #expect(scenario.channel?.seat("a")?.offer?.decision == .conditional)
        scenario.compose()
        scenario.limits = Limits()
        #expect(scenario.vote("a", .negotiate) == .accepted)
        #expect(scenario.channel?.previousBallots["a"]?.vote.kind == .negotiate)
    }

    // §10: 14, 15, 40; §11: F1; wire F-02
    @Test("answers that arrive at once after sending are taken: the channel waits before anybody is asked")
    func waitsBeforeAsking() {
        var scenario = NegotiationScenario.collecting(["a"])
        #expect(!scenario.state.openQuestions.isEmpty, "asked while collecting, not before")
        scenario.offer("a")
        scenario.compose()
        #expect(scenario.channel?.status == .negotiating)
        #expect(scenario.state.openQuestions.map(\.kind) == [.review])
        #expect(scenario.vote("a", .accept) == .accepted)
        #expect(scenario.channel?.status == .finalized)
    }

    // §10: 17, 18, 19, 20; engine §8
    @Test("a plain negotiation has exactly the documented events in their order")
    func order() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.votes([("a", .accept), ("b", .accept)])
        scenario.findGaps()
        #expect(
            scenario.types == [
                "demand.submitted", "demand.understood", "filter.completed", "channel.created", "demand.broadcast",
                "offer.submitted", "offer.submitted", "aggregation.started", "proposal.distributed",
                "proposal.feedback",
                "proposal.feedback", "feedback.evaluated", "proposal.finalized", "gap.identified", "demand.completed",
            ])
    }

    // §11: F6; wire F-03
    @Test("aggregation happens once, and the invitation's deadline means nothing afterwards")
    func aggregatesOnce() {
        var scenario = NegotiationScenario.collecting(["a"])
        let key = DeadlineKey(channel: scenario.root, kind: .invitation, round: 1)
        scenario.offer("a")
        #expect(scenario.take(.deadline(key)) == .stale)
        scenario.compose()
        #expect(scenario.take(.deadline(key)) == .stale)
        #expect(scenario.count("aggregation.started") == 1)
        #expect(scenario.count("proposal.distributed") == 1)
    }

    private static let everyStatus: [ChannelStatus] = [
        .created, .broadcasting, .collecting, .aggregating, .proposalSent, .negotiating, .finalized, .forceFinalized,
        .failed,
    ]

    private static let moves: Set<[ChannelStatus]> = [
        [.created, .broadcasting], [.broadcasting, .collecting], [.collecting, .aggregating],
        [.aggregating, .proposalSent],
        [.proposalSent, .negotiating], [.negotiating, .proposalSent], [.negotiating, .finalized],
        [.negotiating, .forceFinalized],
        // The demand's deadline while decision 6 runs: the votes on the last published version decide (§6).
        [.proposalSent, .forceFinalized],
        [.created, .failed], [.broadcasting, .failed], [.collecting, .failed], [.aggregating, .failed],
        [.proposalSent, .failed], [.negotiating, .failed],
    ]

    // engine §1; §11: F9; wire F-10
    @Test("only the documented moves between states exist", arguments: everyStatus, everyStatus)
    func transitionTable(from: ChannelStatus, to: ChannelStatus) {
        #expect(from.mayBecome(to) == Self.moves.contains([from, to]))
    }

    // engine §1: terminal is final
    @Test("events of a foreign order in a log cannot bring a finished channel back")
    func terminalIsFinal() throws {
        var scenario = NegotiationScenario.agreed()
        var state = scenario.state
        for type in ["demand.broadcast", "aggregation.started", "proposal.distributed"] {
            for event in scenario.events(type) { state.apply(event, at: scenario.now) }
            #expect(state.channel?.status == .finalized, "\(type) moved it")
        }
        #expect(scenario.findGaps() == .accepted)
    }

    // §10: 21, 22, 23, 24, 26, 27; events.md
    @Test(
        "payloads have the documented fields",
        arguments: [
            ("channel.created", ["candidates_count", "is_subnet", "limits"]),
            ("demand.broadcast", ["candidates", "round", "deadline_at", "remind_at"]),
            (
                "offer.submitted",
                [
                    "agent_id", "decision", "round", "response_type", "display_name", "reasoning", "decline_reason",
                    "conditions", "condition_details", "negotiation_points", "confidence", "capabilities", "timestamp",
                    "decided_by",
                ]
            ),
            (
                "aggregation.started",
                [
                    "offers_count", "negotiations_count", "declines_count", "no_answer_count",
                    "participants_count", "round", "deadline_at",
                ]
            ),
            (
                "proposal.distributed",
                [
                    "proposal_id", "proposal", "summary", "participants", "participants_count", "has_gaps",
                    "version", "round", "max_rounds", "timestamp", "deadline_at", "decided_by", "fallback",
                ]
            ),
            (
                "proposal.feedback",
                [
                    "agent_id", "display_name", "feedback_type", "feedback", "reason", "reasoning",
                    "adjustment_request", "concerns", "negotiation_points", "satisfaction_score", "proposal_id",
                    "version", "round",
                ]
            ),
            (
                "feedback.evaluated",
                [
                    "accepts", "rejects", "withdraws", "negotiates", "total", "eligible", "accept_rate",
                    "reject_rate", "decision", "round", "max_rounds", "threshold_high", "threshold_low", "version",
                    "proposal_id",
                ]
            ),
            ("negotiation.round_started", ["round", "max_rounds", "participants", "previous_feedback_summary"]),
            (
                "negotiation.force_finalized",
                [
                    "status", "proposal", "final_proposal", "confirmed_participants",
                    "optional_participants", "declined_agents", "withdrawn_agents", "accepted_agents", "pending_agents",
                    "compromise_proposal", "total_rounds", "max_rounds", "summary", "force_finalized_at",
                    "participants_count",
                ]
            ),
            (
                "gap.identified",
                ["is_complete", "total_gaps", "critical_gaps", "gaps", "analysis", "subnet_recommended"]
            ),
            (
                "demand.completed",
                [
                    "outcome", "success", "rounds", "participants", "open_gaps", "decided_by", "completed_at",
                    "proposal",
                ]
            ),
        ] as [(String, [String])])
    func payloadFields(type: String, fields: [String]) throws {
        var scenario = NegotiationScenario.negotiating(["a", "b"], limits: Limits(maxRounds: 2))
        scenario.votes([("a", .accept), ("b", .negotiate)])
        scenario.adjust()
        scenario.votes([("a", .accept), ("b", .negotiate)])
        scenario.findGaps()
        let payload = try scenario.payload(type)
        for field in fields + ["demand_id", "channel_id"] { #expect(payload[field] != nil, "\(type) lacks \(field)") }
    }

    // §10: 24, 25, 26, 27
    @Test("an evaluation carries the configured thresholds and one of four decisions, a forced end both lists")
    func evaluationValues() throws {
        let limits = Limits(maxRounds: 2, acceptThresholdHigh: 0.9, acceptThresholdLow: 0.4)
        var scenario = NegotiationScenario.negotiating(["a", "b"], limits: limits)
        scenario.votes([("a", .accept), ("b", .negotiate)])
        let payload = try scenario.payload("feedback.evaluated")
        #expect(payload["threshold_high"] == .number(0.9))
        #expect(payload["threshold_low"] == .number(0.4))
        #expect(payload["decision"] == .string("next_round"))
        let started = try scenario.payload("negotiation.round_started")
        #expect(started["round"] == .integer(2) && started["max_rounds"] == .integer(2))
        #expect(
            started["previous_feedback_summary"]
                == .object(["accepts": .integer(1), "rejects": .integer(0), "negotiates": .integer(1)]))
        scenario.adjust()
        scenario.votes([("a", .accept), ("b", .negotiate)])
        let forced = try scenario.payload("negotiation.force_finalized")
        #expect(forced["status"] == .string("force_finalized"))
        #expect(forced["confirmed_participants"] == .array([.string("a")]))
        #expect(forced["optional_participants"] == .array([.string("b")]))
    }

    // wire F-25, F-32; §11: F65, F70
    @Test("every event has its demand and channel, a number without holes, and a time with zone")
    func addresses() throws {
        var scenario = NegotiationScenario.inChild()
        scenario.offers("x", "y", in: scenario.child)
        #expect(scenario.rows.map(\.sequence) == Array(1...scenario.rows.count))
        for row in scenario.rows {
            #expect(row.payload.contains("\"demand_id\":\"\(scenario.id)\""), "\(row.type)")
            #expect(row.payload.contains("\"channel_id\":\"collab-"), "\(row.type)")
            #expect(row.timestamp.rfc3339.hasSuffix("Z"))
            #expect(
                EventCoding.envelope(row, of: scenario.id).contains(
                    "\"event_id\":\"evt-\(scenario.id.token)-\(row.sequence)\""))
        }
    }

    // engine §1: status of the demand
    @Test("the demand's status follows the phases")
    func demandStatus() {
        var scenario = NegotiationScenario()
        #expect(scenario.state.status == .processing)
        scenario.understand()
        #expect(scenario.state.status == .filtering)
        scenario.choose(["a"])
        #expect(scenario.state.status == .negotiating)
        scenario.offer("a")
        scenario.compose()
        scenario.vote("a", .accept)
        #expect(scenario.state.status == .negotiating, "not over before the completed event")
        scenario.findGaps()
        #expect(scenario.state.status == .completed)
    }
}
