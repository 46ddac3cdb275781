internal import Engine

/// Which network to join, as whom, and who of it may become a member.
public struct BridgeSettings: Sendable, Hashable {
    /// Who becomes a member without the operator.
    public enum Admission: Sendable, Hashable {
        /// Nobody: agents are listed, switched off, until the operator switches them on.
        case approve
        case all
        /// These agents; others are listed, switched off.
        case listed(Set<String>)

        /// - Parameter agentID: as the network has it.
        func admits(_ agentID: String) -> Bool {
            switch self {
            case .approve: false
            case .all: true
            case .listed(let ids): ids.contains(agentID)
            }
        }
    }

    public var host: String
    public var httpPort: Int
    /// Nil: one of our own, kept in the store.
    public var agentID: String?
    public var group: String?
    /// Lower-case hex SHA-256 of the group's password; nil: there is none.
    public var passwordHash: String?
    /// Between two polls, milliseconds.
    public var pollMilliseconds: Int64
    public var admission: Admission
    /// No other process uses the same store.
    public var isAlone: Bool
    /// Names this process.
    public var instanceID: String

    /// - Parameter password: the group's; its hash alone is kept.
    public init(
        host: String, httpPort: Int, agentID: String? = nil, group: String? = nil, password: String? = nil,
        pollMilliseconds: Int64 = 500, admission: Admission = .approve, isAlone: Bool, instanceID: String
    ) {
        self.host = host
        self.httpPort = httpPort
        self.agentID = agentID
        self.group = group
        passwordHash = password.map(BridgeSettings.hash)
        self.pollMilliseconds = pollMilliseconds
        self.admission = admission
        self.isAlone = isAlone
        self.instanceID = instanceID
    }

    /// Whether a registration is what was wanted. A wrong password lets us in all the same, into a group that has none.
    package func fit(_ registration: NetworkClient.Registration, in health: NetworkHealth) -> Bool {
        if let group, registration.group != group { return false }
        guard passwordHash != nil else { return true }
        return health.groups.first { $0.name == registration.group }?.hasPassword == true
    }

    /// What the network compares.
    static func hash(of password: String) -> String {
        Crypto.sha256(password.utf8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
