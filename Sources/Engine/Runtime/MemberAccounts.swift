import Logging

extension Coordinator: MemberService {
    /// How often an edit begins again when somebody else was faster.
    private static let editAttempts = 5

    // MARK: Accounts

    public nonisolated func register(_ body: [UInt8]) async throws -> MemberRegistration {
        let ids = environment.ids
        let member = try MemberDraft.new(body, generatedID: "m-" + Base32.encode(ids.randomBytes(10)))
        let token = MemberToken(secret: ids.randomBytes(32))
        let record = try await stored { store in
            try await store.insert(member: member, token: self.row(token, for: member.id))
        }
        guard let record else { throw TowowError(.notPossible, "id_taken") }
        environment.members.apply([record])
        logger.info("a member registered", metadata: ["agent_id": "\(member.id)", "kind": "\(member.kind.rawValue)"])
        return MemberRegistration(record: record, token: token.text)
    }

    public nonisolated func memberID(ofToken text: String) async throws -> String? {
        guard let token = MemberToken(text: text) else { return nil }
        let hash = token.hash
        guard let row = try await stored({ try await $0.token(hash: hash) }), Crypto.isEqual(row.hash, hash),
            row.kind == TokenRow.memberKind, row.revokedAt == nil
        else { return nil }
        // A member who left elsewhere a moment ago may still be in the directory; their token is revoked.
        return environment.members.current(row.subject) == nil
            ? try await profile(row.subject).flatMap { $0.isActive ? row.subject : nil } : row.subject
    }

    public nonisolated func profile(_ id: String) async throws -> MemberRecord? {
        try await stored { try await $0.member(id, version: nil) }
    }

    public nonisolated func isOnline(_ member: Member) -> Bool? { environment.presence.isOnline(member) }

    public nonisolated func edit(_ id: String, _ body: [UInt8]) async throws -> MemberRecord {
        for _ in 0..<Coordinator.editAttempts {
            guard let current = try await profile(id), current.isActive else {
                throw TowowError(.unknownAgent, "unknown_member")
            }
            let (member, version) = try MemberDraft.changed(current.member, by: body)
            guard version == nil || version == current.version else {
                throw TowowError(.notPossible, "profile_changed")
            }
            try RemoteProfileFault.check([member], against: [id: current])
            let record = try await stored { try await $0.update(member: member, from: current.version) }
            guard let record else { continue }
            environment.members.apply([record])
            return record
        }
        throw TowowError(.notPossible, "profile_changed")
    }

    @discardableResult
    public nonisolated func deactivate(_ id: String) async throws -> Bool {
        guard let record = try await profile(id) else { throw TowowError(.unknownAgent, "unknown_member") }
        let isChanged = try await stored { try await $0.deactivate(member: id) }
        environment.members.apply([MemberRecord(member: record.member, version: record.version, isActive: false)])
        // Also when they had left before: a call that was cut off is made good by its repetition.
        await memberDeactivated(id)
        inboxes.signal([id])
        if isChanged { logger.info("a member left", metadata: ["agent_id": "\(id)"]) }
        return isChanged
    }

    public nonisolated func renewToken(of id: String) async throws -> String {
        guard let record = try await profile(id), record.isActive else {
            throw TowowError(.unknownAgent, "unknown_member")
        }
        let token = MemberToken(secret: environment.ids.randomBytes(32))
        try await stored { try await $0.replaceTokens(by: self.row(token, for: id)) }
        inboxes.signal([id])
        return token.text
    }

    private nonisolated func row(_ token: MemberToken, for id: String) -> TokenRow {
        TokenRow(hash: token.hash, kind: TokenRow.memberKind, subject: id, createdAt: environment.clock.now())
    }

    private nonisolated func stored<Value: Sendable>(
        _ body: (any Store) async throws -> Value
    ) async throws -> Value {
        do { return try await body(environment.store) } catch { throw overload(error) }
    }

    // MARK: The inbox

    public nonisolated func inboxSignals(of id: String) -> AsyncStream<Void> { inboxes.signals(of: id) }

    public nonisolated func inbox(of id: String, after cursor: InboxCursor?, limit: Int) async throws -> Inbox {
        guard try await profile(id) != nil else { throw TowowError(.unknownAgent, "unknown_member") }
        let messages: [OpenMessage] = try await stored { store in
            guard cursor == nil || cursor?.questions != nil else { return [] }
            return try await store.openMessages(to: id, after: cursor?.questions, limit: limit)
        }
        let conversations: [Conversation] = try await stored { store in
            guard cursor == nil || cursor?.channels != nil else { return [] }
            return try await store.conversations(of: id, after: cursor?.channels, limit: limit)
        }
        var states: [DemandID: DemandState] = [:]
        func state(_ id: DemandID) async throws -> DemandState? {
            if let known = states[id] { return known }
            let state = try await settledState(of: id)
            states[id] = state
            return state
        }
        var questions: [Inbox.Question] = []
        for message in messages {
            guard let channel = ChannelID(rawValue: message.message.channel),
                let state = try await state(message.demandID),
                let question = Inbox.Question(message.message.messageID, state, channel)
            else { continue }
            questions.append(question)
        }
        var channels: [Inbox.Channel] = []
        for conversation in conversations {
            let key = InboxArchive.Key(channel: conversation.channel, agentID: id)
            if let known = archive[key] {
                channels.append(known)
                continue
            }
            guard let state = try await state(conversation.demandID),
                let channel = Inbox.Channel(state, conversation.channel, of: id)
            else { continue }
            if state.isCompleted { archive[key] = channel }
            channels.append(channel)
        }
        let next = InboxCursor(
            questions: messages.count == limit ? messages.last?.cursor : nil,
            channels: conversations.count == limit ? conversations.last?.cursor : nil)
        let isLast = next.questions == nil && next.channels == nil
        return Inbox(questions: questions, channels: channels, next: isLast ? nil : next)
    }

    /// Wakes who watches an inbox that these changes concern.
    nonisolated func tellInboxes(_ changes: StoreChanges) async {
        guard inboxes.isWatched else { return }
        guard !changes.everything, !changes.members else { return inboxes.signalAll() }
        guard !changes.events.isEmpty else { return }
        do {
            let asked = try await environment.store.askedMembers(in: Array(changes.events))
            inboxes.signal(asked.values.reduce(into: []) { $0.formUnion($1) })
        } catch {
            // Who watches looks now and then in any case.
            logger.warning("whom changes concern could not be read", metadata: ["error": "\(error)"])
        }
    }

    // MARK: Answers

    public nonisolated func answer(
        _ answer: MemberAnswer, by agentID: String, in channel: ChannelID
    ) async throws -> Acknowledgement {
        var content = answer.content
        if case .offer(var offer) = content {
            guard let state = try await settledState(of: channel.demandID),
                let negotiation = state.negotiation(channel)
            else { throw TowowError(.unknownChannel, "no_such_channel") }
            guard let seat = negotiation.seat(agentID) else { throw TowowError(.unknownAgent, "not_in_channel") }
            if answer.takesNeedsOfInvitation {
                offer.needs = offer.isParticipating ? seat.candidate.needs : []
            } else {
                let known = Set((state.subject(of: channel)?.capabilityTags ?? []) + seat.candidate.needs)
                var report = ImportReport()
                for need in offer.needs where !known.contains(need) {
                    report.add(1, "needs", "not a need of this demand: \(need)")
                }
                guard report.isEmpty else { throw report.failure }
            }
            content = .offer(offer)
        }
        return try await receive(
            MemberMessage(
                messageID: answer.messageID, channel: channel, agentID: agentID, content: content, by: .member))
    }
}
