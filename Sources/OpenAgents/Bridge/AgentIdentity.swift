internal import Engine

/// Which agent of the network this instance is: one id for each instance, since two who poll one id share the mail out by chance.
///
/// Ids in use are kept in the store, each leased to the instance that uses it, so that a new process goes on with the id (and the mail)
/// of one that is gone. Leases run out by the store's clock.
struct AgentIdentity: Sendable {
    /// How long a lease holds without renewal, milliseconds.
    static let leaseMilliseconds: Int64 = 30_000
    static let renewalMilliseconds: Int64 = 10_000
    private static let prefix = "openagents.inbox."

    let store: any Store
    let ids: any IDSource
    let instanceID: String
    /// The operator's choice; nil: one of our own.
    let configured: String?
    /// No other process uses the store: nobody's lease has to be waited for.
    let isAlone: Bool

    /// An id with the lease of it.
    struct Claim: Sendable, Hashable {
        var agentID: String
        fileprivate var value: String
    }

    /// Takes an id.
    /// - Returns: nil when another instance uses the configured one.
    /// - Throws: `StoreError`.
    func claim() async throws -> Claim? {
        for _ in 0..<8 {
            let now = try await store.now()
            let known = try await store.settings().filter { $0.key.hasPrefix(AgentIdentity.prefix) }
            let free = known.filter { isFree($0.value, now: now) }.map {
                String($0.key.dropFirst(AgentIdentity.prefix.count))
            }
            let agentID: String
            if let configured {
                guard known[AgentIdentity.prefix + configured] == nil || free.contains(configured) else { return nil }
                agentID = configured
            } else {
                agentID = free.filter { $0.hasPrefix("towow-") }.min() ?? "towow-" + Base32.encode(ids.randomBytes(10))
            }
            let value = value(now)
            if try await store.replace(
                setting: AgentIdentity.prefix + agentID, from: known[AgentIdentity.prefix + agentID], by: value)
            {
                return Claim(agentID: agentID, value: value)
            }
        }
        return nil
    }

    /// Lengthens the lease.
    /// - Returns: nil when it is lost.
    /// - Throws: `StoreError`.
    func renew(_ claim: Claim) async throws -> Claim? {
        let value = value(try await store.now())
        let isRenewed = try await store.replace(
            setting: AgentIdentity.prefix + claim.agentID, from: claim.value, by: value)
        return isRenewed ? Claim(agentID: claim.agentID, value: value) : nil
    }

    /// Lets the next process have it at once.
    func release(_ claim: Claim) async {
        // It runs out by itself, too.
        _ = try? await store.replace(setting: AgentIdentity.prefix + claim.agentID, from: claim.value, by: "0 -")
    }

    private func value(_ now: Timestamp) -> String {
        "\((now + AgentIdentity.leaseMilliseconds).milliseconds) \(instanceID)"
    }

    private func isFree(_ value: String, now: Timestamp) -> Bool {
        let parts = value.split(separator: " ")
        guard parts.count == 2, let until = Int64(parts[0]) else { return true }
        return isAlone || until <= now.milliseconds || parts[1] == instanceID
    }
}
