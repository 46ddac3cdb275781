import Logging

extension Coordinator: RemoteMembers {
    public nonisolated func openQuestions(of id: DemandID) async -> [OpenQuestion]? {
        await runner(id)?.state.openQuestions
    }

    // MARK: What they say

    public nonisolated func take(_ message: RemoteMessage, from agentID: String) async throws -> Acknowledgement {
        if let known = try await answerOfTheEnd(to: message, from: agentID) { return known }
        let (negotiation, subject) = try await seen(message.channel)
        guard let seat = negotiation.seat(agentID), seat.candidate.kind == .openagents else {
            throw RemoteRefusal.notInvited
        }
        var answer: MemberAnswer
        switch message.call {
        case .offers, .feedback:
            let kind: OpenQuestion.Kind = message.call == .offers ? .invitation : .review
            let question = message.inReplyTo ?? ""
            let version = try negotiation.version(asked: kind, of: agentID, in: question)
            // Of an older version nobody knows the round any more; a reply to it is too late in any case.
            let asked = kind == .invitation ? 1 : version == negotiation.version ? negotiation.proposal?.round : nil
            if let asked, let round = message.round, round != asked { throw RemoteRefusal.wrongRound }
            answer = try read(message, messageID: "re-" + question, version: version)
            // A vote may be followed by a withdrawal.
            if case .vote(let vote, _) = answer.content, vote.kind == .withdraw { answer.messageID += "-withdraw" }
        case .withdraw:
            answer = try read(message, messageID: "own-" + (message.messageID ?? "withdraw"))
        case .bargain, .counterProposal:
            guard let own = message.messageID else {
                throw RemoteRefusal.invalid(ImportReport(fault: "message_id", "missing").failure)
            }
            answer = try read(message, messageID: "own-" + own)
        }
        if case .offer(var offer) = answer.content {
            let known = Set(subject + seat.candidate.needs)
            offer.needs.removeAll { !known.contains($0) }
            if answer.takesNeedsOfInvitation || offer.needs.isEmpty { offer.needs = seat.candidate.needs }
            if !offer.isParticipating { offer.needs = [] }
            answer.content = .offer(offer)
        }
        do {
            return try await receive(
                MemberMessage(
                    messageID: answer.messageID, channel: message.channel, agentID: agentID, content: answer.content,
                    by: .remote))
        } catch let error as TowowError {
            switch error.code {
            case .notPossible: throw RemoteRefusal.notPossible
            case .unknownAgent: throw RemoteRefusal.notInvited
            case .unknownChannel, .unknownDemand: throw RemoteRefusal.unknownChannel
            default: throw error
            }
        }
    }

    /// What a demand says that is over; nil while it is not. Its log is not read for that: whoever repeats themselves costs little.
    private nonisolated func answerOfTheEnd(
        to message: RemoteMessage, from agentID: String
    ) async throws -> Acknowledgement? {
        let id = message.channel.demandID
        guard await runner(id) == nil else { return nil }
        do {
            guard let row = try await environment.store.demand(id) else { throw RemoteRefusal.unknownChannel }
            guard row.status.isFinal else { return nil }
            if let question = message.inReplyTo {
                let key = InputRecord.messageID("re-" + question, in: message.channel)
                if try await environment.store.input(key, from: agentID, to: id) != nil { return .duplicate }
            }
        } catch let refusal as RemoteRefusal {
            throw refusal
        } catch {
            throw overload(error)
        }
        throw RemoteRefusal.notPossible
    }

    /// A channel as it stands, wherever its demand is worked on, and the needs of its demand.
    private nonisolated func seen(_ channel: ChannelID) async throws -> (Negotiation, needs: [String]) {
        guard let state = try await settledState(of: channel.demandID), let negotiation = state.negotiation(channel)
        else { throw RemoteRefusal.unknownChannel }
        return (negotiation, state.subject(of: channel)?.capabilityTags ?? [])
    }

    private nonisolated func read(
        _ message: RemoteMessage, messageID: String, version: Int? = nil
    ) throws(RemoteRefusal) -> MemberAnswer {
        do throws(MemberImportFailure) {
            return try MemberAnswer(remote: message.call, body: message.body, messageID: messageID, version: version)
        } catch {
            throw .invalid(error)
        }
    }

    // MARK: Who they are

    public nonisolated func takeIn(
        remote members: [Member], isAllowed: @Sendable (_ id: String) -> Bool
    ) async throws -> [String: RemoteStanding] {
        guard !members.isEmpty else { return [:] }
        let known = try await environment.store.members(members.map(\.id))
        var standings: [String: RemoteStanding] = [:]
        var waiting: Set<String>?
        func isWaiting(_ id: String) async throws -> Bool {
            if waiting == nil {
                waiting = RemoteWaiting.ids(in: try await environment.store.settings())
            }
            return waiting?.contains(id) ?? false
        }
        for member in members {
            let id = member.id
            guard let record = known[id] else {
                standings[id] = try await welcome(member, isAllowed: isAllowed(id))
                continue
            }
            guard record.member.kind == .openagents else {
                standings[id] = .taken
                continue
            }
            if record.member != member { try await update(record, to: member) }
            guard !record.isActive else {
                // The operator has spoken: from now on what is switched off stays so.
                if try await isWaiting(id) { try await forgetWaiting(id) }
                standings[id] = .active
                continue
            }
            guard try await isWaiting(id) else {
                standings[id] = .off
                continue
            }
            guard isAllowed(id) else {
                standings[id] = .waiting
                continue
            }
            try await activate(id)
            try await forgetWaiting(id)
            standings[id] = .active
        }
        return standings
    }

    private nonisolated func forgetWaiting(_ id: String) async throws {
        try await environment.store.put(settings: [RemoteWaiting.key(id): nil], audit: nil)
    }

    private nonisolated func welcome(_ member: Member, isAllowed: Bool) async throws -> RemoteStanding {
        let store = environment.store
        // First the mark: without it, what is switched off was switched off by the operator.
        if !isAllowed {
            try await store.put(settings: [RemoteWaiting.key(member.id): "1"], audit: nil)
        }
        let records = try await store.upsert(members: [member], isActive: isAllowed)
        environment.members.apply(records)
        logger.notice(
            isAllowed ? "an agent elsewhere is a member now" : "an agent elsewhere waits for the operator",
            metadata: ["agent_id": "\(member.id)"])
        return isAllowed ? .active : .waiting
    }

    private nonisolated func update(_ record: MemberRecord, to member: Member) async throws {
        if record.isActive {
            // Nil: somebody was faster; what they wrote is compared the next time.
            guard let next = try await environment.store.update(member: member, from: record.version) else { return }
            environment.members.apply([next])
        } else {
            _ = try await environment.store.upsert(members: [member], isActive: false)
        }
        logger.info("an agent elsewhere shows another profile", metadata: ["agent_id": "\(member.id)"])
    }

    public nonisolated func tellAgain(of demands: Set<DemandID>) async {
        guard !demands.isEmpty else { return }
        _ = await tellWhatWasLeft(to: [.openagents], of: demands)
    }
}

extension Negotiation {
    /// The version of the plan that a question to a member was about, 0 for an invitation.
    /// - Throws: `RemoteRefusal.unknownQuestion` unless `messageID` names a question of this kind that this member was asked here.
    fileprivate func version(
        asked kind: OpenQuestion.Kind, of agentID: String, in messageID: String
    ) throws(RemoteRefusal) -> Int {
        let versions = kind == .invitation ? 0...0 : 1...max(1, version)
        // A channel has as many versions as rounds: few.
        let found = versions.last { number in
            OpenQuestion.messageID(id, kind, version: number, to: agentID) == messageID
        }
        guard let found, kind == .invitation || version > 0 else { throw .unknownQuestion }
        return found
    }
}

extension ImportReport {
    fileprivate init(fault field: String, _ problem: String) {
        self.init()
        add(1, field, problem)
    }
}
