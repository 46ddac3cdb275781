internal import Engine
internal import Logging

/// Who we are.
extension OpenAgentsBridge {
    /// Other instances use the id that the operator chose, with every number behind it.
    static let idInUse = "agent_id_in_use"

    func claimIdentity() async -> AgentIdentity.Claim? {
        if await keepsIdentity(), let claim { return claim }
        do {
            claim = try await identity.claim()
            claimFault = claim == nil ? OpenAgentsBridge.idInUse : nil
            claimRenewedAt = clock.now()
        } catch {
            claimFault = "store_unavailable"
            logger.warning("our id in the OpenAgents network could not be read", metadata: ["error": "\(error)"])
        }
        return claim
    }

    /// - Returns: false when another instance has taken our id over.
    func keepsIdentity() async -> Bool {
        guard let held = claim, let renewedAt = claimRenewedAt,
            (renewedAt + AgentIdentity.renewalMilliseconds).isDue(
                at: clock.now(), within: AgentIdentity.renewalMilliseconds)
        else { return true }
        do {
            claim = try await identity.renew(held)
            claimRenewedAt = clock.now()
        } catch {
            logger.warning("our id in the OpenAgents network could not be kept", metadata: ["error": "\(error)"])
        }
        return claim != nil
    }
}
