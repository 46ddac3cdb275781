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

    /// Instances that share one configured id, at most.
    private static let mostInstances = 64

    /// Takes an id: the configured one, with `-2`, `-3` … where other instances use it, or one of our own.
    /// - Returns: nil when there is none left.
    /// - Throws: `StoreError`.
    func claim() async throws -> Claim? {
        for _ in 0..<8 {
            let now = try await store.now()
            let known = try await store.settings().filter { $0.key.hasPrefix(AgentIdentity.prefix) }
            func isFree(_ agentID: String) -> Bool {
                known[AgentIdentity.prefix + agentID].map { self.isFree($0, now: now) } ?? true
            }
            let agentID: String?
            if let configured {
                let names = [configured] + (2...AgentIdentity.mostInstances).map { "\(configured)-\($0)" }
                agentID = names.first(where: isFree)
            } else {
                let used = known.keys.map { String($0.dropFirst(AgentIdentity.prefix.count)) }
                agentID =
                    used.filter { $0.hasPrefix("towow-") && isFree($0) }.min()
                    ?? "towow-" + Base32.encode(ids.randomBytes(10))
            }
            guard let agentID else { return nil }
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
