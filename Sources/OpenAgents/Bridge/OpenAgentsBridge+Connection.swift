internal import Engine
internal import Logging

/// Into the network, back into it, and out of it.
extension OpenAgentsBridge {
    func connect() async throws(NetworkFailure) {
        guard let claim = await claimIdentity() else { throw .troubled(status: 0) }
        let health = try await client.health()
        let session = try await register(claim.agentID, health)
        let before = lastUUID
        lastUUID = health.uuid
        self.session = session
        beginAnew()
        if let before, before != health.uuid { note(.networkRestarted) } else if before != nil { note(.connectionLost) }
        awaySince = nil
        set(.connected)
        logger.notice(
            "connected to the OpenAgents network",
            metadata: ["network": "\(health.name)", "agent_id": "\(session.agentID)"])
    }

    func register(_ agentID: String, _ health: NetworkHealth) async throws(NetworkFailure) -> Session {
        let registration = try await client.register(networkIdentity(agentID))
        guard settings.fit(registration, in: health) else { throw .credentials }
        return Session(
            agentID: agentID, secret: registration.secret, group: registration.group, networkUUID: health.uuid,
            networkName: health.name)
    }

    /// After every batch of sends: whoever received them has seen our secret.
    func renewSecret() async throws(NetworkFailure) {
        guard let agentID = session?.agentID else { return }
        let registration = try await client.register(networkIdentity(agentID))
        session?.secret = registration.secret
    }

    /// The group whose members are trusted; nil: everybody in the network.
    var trustedGroup: String? { settings.group != nil || settings.passwordHash != nil ? session?.group : nil }

    func networkIdentity(_ agentID: String) -> NetworkClient.Identity {
        NetworkClient.Identity(
            agentID: agentID, group: settings.group, passwordHash: settings.passwordHash,
            metadata: #"{"name":"ToWow","kind":"towow.server","protocol":1}"#)
    }

    /// Registers again after our secret was refused, and finds out why it was.
    func regain(after failure: NetworkFailure) async throws(NetworkFailure) {
        guard let lost = session else { throw failure }
        let health = try await client.health()
        let reason: ReconnectReason =
            health.uuid != lost.networkUUID ? .networkRestarted : failure == .notRegistered ? .dropped : .idTaken
        note(reason)
        if reason != .networkRestarted, backoff.failures > 0 {
            // Somebody does it again and again: neither side gains by hurrying.
            set(.connecting, reason: reason.rawValue)
            await rest(backoff.next(random: random()))
        } else {
            _ = backoff.next(random: random())
        }
        session = try await register(lost.agentID, health)
        lastUUID = health.uuid
        beginAnew()
        set(.connected)
    }

    /// After every break: mail may be lost in either direction, and who is there is to be seen before anything is sent.
    func beginAnew() {
        outbox.askAllAgain(at: clock.now())
        online = []
        listed = []
        nextLook = nil
    }

    func note(_ reason: ReconnectReason) {
        metrics.reconnected(reason)
        switch reason {
        case .networkRestarted: logger.notice("the OpenAgents network was restarted: open questions are sent again")
        case .idTaken:
            logger.warning("somebody else has registered our id in the OpenAgents network: it is taken back")
        case .dropped: logger.warning("the OpenAgents network has dropped us: we register again")
        case .connectionLost: logger.notice("the OpenAgents network is there again: open questions are sent again")
        }
    }

    func lose(_ failure: NetworkFailure) {
        let now = clock.now()
        if session != nil || awaySince == nil { awaySince = now }
        session = nil
        outbox.failNotices()
        let next: RemoteHealth.State =
            failure.isRefusal || claimFault == OpenAgentsBridge.idInUse ? .refused : .unreachable
        let reason = claimFault ?? failure.code
        if state.state != next || state.reason != reason {
            logger.warning(
                next == .refused
                    ? "the OpenAgents network does not let us in" : "the OpenAgents network cannot be used",
                metadata: ["reason": "\(reason)", "host": "\(settings.host)", "port": "\(settings.httpPort)"])
        }
        set(next, reason: reason)
        // A short break leaves who is there alone.
        if let awaySince, now - awaySince >= Int64(NetworkHealth.patience * 1_000) { nobodyIsThere() }
    }

    func set(_ next: RemoteHealth.State, reason: String? = nil) {
        if state.state != next || state.reason != reason { state = (next, reason, clock.now()) }
        metrics.isConnected(next == .connected)
    }

    func nobodyIsThere() {
        online = []
        listed = []
        presence.set(online: [])
    }

    func leave() async {
        isLeaving = true
        await mailroom.settle()
        outbox.failNotices()
        if let session, outbox.isEmpty {
            let client = client
            // Not of the cancelled task, whose calls end at once.
            await Task {
                try? await client.unregister(session.agentID, secret: session.secret)
            }.value
        }
        session = nil
        nobodyIsThere()
        metrics.isConnected(false)
        if let claim {
            let identity = identity
            await Task { await identity.release(claim) }.value
        }
        claim = nil
    }
}
