internal import Engine
internal import Logging

/// Who is there.
extension OpenAgentsBridge {
    /// Between two looks at who is there, milliseconds.
    static let lookMilliseconds: Int64 = 5_000

    /// Looks who is there, takes in who wants to be a member, and finds out whether the network still knows us.
    func look() async throws(NetworkFailure) {
        guard let session else { return }
        let health = try await client.health()
        guard health.uuid == session.networkUUID else { throw .secretInvalid }
        guard health.agents[session.agentID] != nil else { throw .notRegistered }
        let list = try await client.agents(for: session.agentID, secret: session.secret)
        let agents = discovery.read(
            list, health: health, group: trustedGroup, now: health.now(by: session.agentID))
        for agent in agents where agent.isNew { say(agent) }
        await takeIn(agents)
        nextLook = clock.now() + OpenAgentsBridge.lookMilliseconds
        listed = Set(agents.map(\.agentID))
        let isMember: (String) -> Bool = { self.standings[$0] != nil && self.standings[$0] != .taken }
        online = Set(agents.lazy.filter { $0.isOnline && isMember($0.agentID) }.map(\.agentID))
        let new = presence.set(online: Set(online.compactMap(AgentName.memberID)))
        outbox.askAgain(Set(new.compactMap(AgentName.agentID)).union(registeredAgain(agents)), at: clock.now())
        tellLater(listed)
        await sweep()
    }

    /// Those who were killed and are back before they were missed: what they had polled is gone.
    private func registeredAgain(_ agents: [Discovery.Agent]) -> Set<String> {
        let before = registrations
        registrations = [:]
        for agent in agents { registrations[agent.agentID] = agent.registeredAt }
        return Set(registrations.filter { id, moment in before[id].map { $0 != moment } ?? false }.keys)
    }

    private func takeIn(_ agents: [Discovery.Agent]) async {
        guard let engine else { return }
        let profiles = agents.compactMap { try? $0.profile.get() }
        let admission = admission
        do {
            let result = try await engine.takeIn(remote: profiles) { memberID in
                AgentName.agentID(of: memberID).map(admission.admits) ?? false
            }
            var standings: [String: RemoteStanding] = [:]
            for (memberID, standing) in result {
                guard let agentID = AgentName.agentID(of: memberID) else { continue }
                standings[agentID] = standing
                if standing == .taken, self.standings[agentID] != .taken {
                    metrics.saw(profile: standing.rawValue)
                    logger.warning(
                        "an agent elsewhere cannot be a member: a local member has its id",
                        metadata: ["agent_id": "\(agentID)"])
                }
            }
            self.standings = standings
        } catch {
            // Those that are known stay as they are.
            logger.warning("agents elsewhere could not be taken in", metadata: ["error": "\(error)"])
        }
    }

    private func say(_ agent: Discovery.Agent) {
        switch agent.profile {
        case .success: metrics.saw(profile: "accepted")
        case .failure(let refusal):
            metrics.saw(profile: refusal.code)
            logger.warning(
                "an agent elsewhere cannot be a member",
                metadata: ["agent_id": "\(agent.agentID)", "reason": "\(refusal.text)"])
        }
    }

    /// Tells agents that can be told again what they could not be told before.
    private func tellLater(_ agents: Set<String>) {
        guard let engine else { return }
        let demands = outbox.takeUntold(agents)
        guard !demands.isEmpty else { return }
        // Beside the loop, which is what hands the notices over.
        Task { await engine.tellAgain(of: demands) }
    }
}
