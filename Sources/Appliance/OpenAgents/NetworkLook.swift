import Engine
import FoundationEssentials
import Glibc
import OpenAgents
import Synchronization
import Telemetry

/// Looks at the network of a configuration from outside the server: never as the server's agent, whose registration that would end.
struct NetworkLook: Sendable {
    private static let patience: Int32 = 3_000
    /// How long a message to ourselves may take, milliseconds.
    private static let messagePatience = 5_000.0

    let configuration: Configuration
    let network: Configuration.OpenAgents
    let client: NetworkClient

    /// - Throws: `StartFault` when no network is configured.
    init(_ configuration: Configuration) throws {
        guard let network = configuration.openAgents else {
            throw StartFault("OPENAGENT_HOST is not set: there is no OpenAgents network")
        }
        self.configuration = configuration
        self.network = network
        do throws(NetworkFailure) {
            client = try NetworkClient(host: network.host, port: network.httpPort)
        } catch {
            throw StartFault("cannot make calls: \(error.code)")
        }
    }

    // MARK: Status

    func status() async -> NetworkStatus {
        async let seen = server()
        async let isOpen = accepts(network.host, port: network.grpcPort)
        var status = NetworkStatus(url: client.base, isReachable: false, isGrpcOpen: false)
        do throws(NetworkFailure) {
            let health = try await client.health()
            let now = health.now(by: "")
            status.isReachable = true
            status.network = .init(
                name: health.name, uuid: health.uuid, version: health.version, uptimeSeconds: health.uptimeSeconds,
                agents: health.agents.count, agentsOnline: health.agents.keys.count { health.isOnline($0, now: now) },
                requiresPassword: health.requiresPassword, groups: health.groups.map(\.name))
        } catch {
            status.reason = error.code
            status.detail = error.text
        }
        status.server = await seen
        status.isGrpcOpen = await isOpen
        return status
    }

    private func server() async -> NetworkStatus.Server? {
        struct Readiness: Decodable { var openagents: NetworkStatus.Server? }
        let target = HealthTarget(
            listeningOn: configuration.host, port: configuration.port, isSecure: configuration.tls != nil)
        let url = "\(target.isSecure ? "https" : "http")://\(target.authority)\(target.path)"
        guard let answer = try? await Doctor.get(url, verifies: false, milliseconds: Int(NetworkLook.patience)) else {
            return nil
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return (try? decoder.decode(Readiness.self, from: Data(answer.body)))?.openagents
    }

    /// Whether something accepts connections there.
    func accepts(_ host: String, port: Int) async -> Bool {
        let result = Mutex(false)
        await BlockingWork.run {
            let isOpen = Connecting.isPossible(host: host, port: port, milliseconds: NetworkLook.patience)
            result.withLock { $0 = isOpen }
        }
        return result.withLock { $0 }
    }

    // MARK: As an agent of our own

    /// Joins under a name of its own for as long as `body` needs.
    private func joined<Value: Sendable>(
        _ health: NetworkHealth,
        _ body: (_ agentID: String, NetworkClient.Registration) async throws(NetworkFailure) -> Value
    ) async throws(NetworkFailure) -> Value {
        let agentID = "towow-look-" + Base32.encode(SystemIDSource().randomBytes(10))
        let settings = Appliance.bridgeSettings(configuration, instanceID: "")
        let registration = try await client.register(
            NetworkClient.Identity(
                agentID: agentID, group: settings?.group, passwordHash: settings?.passwordHash,
                metadata: #"{"name":"ToWow command","kind":"towow.tool","protocol":1}"#))
        do throws(NetworkFailure) {
            guard settings?.fit(registration, in: health) == true else { throw .credentials }
            let value = try await body(agentID, registration)
            try? await client.unregister(agentID, secret: registration.secret)
            return value
        } catch {
            try? await client.unregister(agentID, secret: registration.secret)
            throw error
        }
    }

    func ping(_ agent: String?) async -> PingReport {
        var report = PingReport(url: client.base)
        let clock = ContinuousClock()
        var mark = clock.now
        func lap() -> Double {
            let now = clock.now
            defer { mark = now }
            return (now - mark) / .milliseconds(1)
        }
        do throws(NetworkFailure) {
            let health = try await client.health()
            report.healthMilliseconds = lap()
            if let agent {
                let now = health.now(by: "")
                let known = health.agents[agent]
                report.agent = .init(
                    agentId: agent, isListed: known != nil, isOnline: health.isOnline(agent, now: now),
                    group: known?.group, secondsAgo: known.map { max(0, now - $0.lastSeen) })
            }
            let timings = try await joined(health) { (agentID, registration) async throws(NetworkFailure) in
                let joinedAt = clock.now
                try await client.send(
                    "towow.tool.ping", to: agentID, payload: "{}", from: agentID, secret: registration.secret)
                while (clock.now - joinedAt) / .milliseconds(1) < NetworkLook.messagePatience {
                    if try await !client.poll(agentID, secret: registration.secret).isEmpty {
                        return (joinedAt, clock.now as ContinuousClock.Instant?, registration.group)
                    }
                    try? await clock.sleep(for: .milliseconds(10))
                }
                return (joinedAt, nil, registration.group)
            }
            report.registerMilliseconds = (timings.0 - mark) / .milliseconds(1)
            report.messageMilliseconds = timings.1.map { ($0 - timings.0) / .milliseconds(1) }
            report.group = timings.2
            if timings.1 == nil {
                report.reason = "message_lost"
                report.detail = "a message to ourselves did not come back within 5 seconds"
            }
        } catch {
            report.reason = error.code
            report.detail = error.text
        }
        return report
    }

    /// - Throws: `StartFault`.
    func members() async throws -> MembersReport {
        let agents: [Discovery.Agent]
        do throws(NetworkFailure) {
            agents = try await joined(try await client.health()) {
                (agentID, registration) async throws(NetworkFailure) in
                // A poll moves our mark on the network's clock.
                _ = try await client.poll(agentID, secret: registration.secret)
                let health = try await client.health()
                let isTrusted = network.group != nil || network.password != nil
                var discovery = Discovery()
                return discovery.read(
                    try await client.agents(for: agentID, secret: registration.secret), health: health,
                    group: isTrusted ? registration.group : nil, now: health.now(by: agentID))
            }
        } catch {
            throw StartFault("the OpenAgents network at \(client.base) cannot be used: \(error.text)")
        }
        let known = try await records(agents.compactMap { AgentName.memberID(of: $0.agentID) })
        return MembersReport(url: client.base, agents: agents.map { entry($0, known) })
    }

    private func records(_ ids: [String]) async throws -> (members: [String: MemberRecord], waiting: Set<String>) {
        if case .sqlite(let path) = configuration.database, access(path, F_OK) != 0 { return ([:], []) }
        return try await Appliance.withStore(
            configuration, readOnly: true, checksSchema: false, logger: configuration.toolLogger
        ) { store in
            (
                try await store.members(ids),
                RemoteWaiting.ids(in: try await store.settings())
            )
        }
    }

    private func entry(
        _ agent: Discovery.Agent, _ known: (members: [String: MemberRecord], waiting: Set<String>)
    ) -> MembersReport.Entry {
        let memberID = AgentName.memberID(of: agent.agentID)
        var entry = MembersReport.Entry(
            agentId: agent.agentID, memberId: memberID, standing: "new", isOnline: agent.isOnline)
        switch agent.profile {
        case .success(let member): entry.displayName = member.displayName
        case .failure(let refusal):
            entry.standing = "refused"
            entry.reason = refusal.code
            entry.detail = refusal.text
            return entry
        }
        guard let memberID, let record = known.members[memberID] else { return entry }
        if record.member.kind != .openagents {
            entry.standing = RemoteStanding.taken.rawValue
            entry.detail = "a local member has this id"
        } else if record.isActive {
            entry.standing = RemoteStanding.active.rawValue
        } else {
            let isWaiting = known.waiting.contains(memberID)
            entry.standing = (isWaiting ? RemoteStanding.waiting : .off).rawValue
        }
        return entry
    }
}

extension NetworkFailure {
    /// For people.
    var text: String {
        switch self {
        case .unreachable: "nobody answers"
        case .lost: "the connection broke, or nothing came within 5 seconds"
        case .cancelled: "interrupted"
        case .tooLarge: "the answer is longer than any that is taken"
        case .foreign(let status): "what answers is no OpenAgents network (HTTP status \(status))"
        case .credentials:
            "it does not let us in: OPENAGENT_GROUP or OPENAGENT_PASSWORD is wrong or missing (a password that systemd passes to "
                + "the server is given to this command by OPENAGENT_PASSWORD_FILE)"
        case .secretInvalid, .notRegistered: "somebody else took our place meanwhile; try again"
        case .refused(let status): "it refuses the call (HTTP status \(status))"
        case .troubled(let status): "it has a problem of its own (HTTP status \(status))"
        }
    }
}

/// Whether a TCP connection can be made.
enum Connecting {
    /// Blocks, for at most `milliseconds` an address.
    static func isPossible(host: String, port: Int, milliseconds: Int32) -> Bool {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0 else { return false }
        defer { freeaddrinfo(found) }
        var next = found
        while let address = next?.pointee {
            if connects(address, milliseconds) { return true }
            next = address.ai_next
        }
        return false
    }

    private static func connects(_ address: addrinfo, _ milliseconds: Int32) -> Bool {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(address.ai_family, type, 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        if connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return true }
        guard errno == EINPROGRESS else { return false }
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&entry, 1, milliseconds) == 1 else { return false }
        var fault: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &fault, &size) == 0 && fault == 0
    }
}
