public import Logging

/// What every runner of a process shares.
public struct EngineEnvironment: Sendable {
    public var store: any Store
    public var hub: EventHub
    public var desk: DecisionDesk
    public var members: MemberDirectory
    /// Which members elsewhere can be reached now.
    public var presence: MemberPresence
    public var links: [Member.Kind: any AgentLink]
    public var clock: any EngineClock
    public var ids: any IDSource
    /// The settings for channels created from now on; live.
    public var limits: @Sendable () -> Limits
    /// Called when settings in the store may have changed.
    public var settingsChanged: @Sendable () async -> Void
    /// Names this process in leases: another one with the same name would be taken for this one.
    public var instanceID: String
    public var logger: Logger
    public var metrics: EngineMetrics

    public init(
        store: any Store, hub: EventHub, desk: DecisionDesk, members: MemberDirectory,
        links: [Member.Kind: any AgentLink], clock: any EngineClock = SystemClock(),
        ids: any IDSource = SystemIDSource(),
        limits: @escaping @Sendable () -> Limits, settingsChanged: @escaping @Sendable () async -> Void = {},
        presence: MemberPresence = MemberPresence(), instanceID: String, logger: Logger,
        metrics: EngineMetrics = EngineMetrics()
    ) {
        self.store = store
        self.hub = hub
        self.desk = desk
        self.members = members
        self.presence = presence
        self.links = links
        self.clock = clock
        self.ids = ids
        self.limits = limits
        self.settingsChanged = settingsChanged
        self.instanceID = instanceID
        self.logger = logger
        self.metrics = metrics
    }

    /// Kinds of members who are told what becomes of their part.
    var toldKinds: Set<Member.Kind> { Set(links.lazy.filter(\.value.isTold).map(\.key)) }

    /// How long a lease holds without renewal.
    public static let leaseMilliseconds: Int64 = 30_000
    /// The format of logs that this version writes and reads.
    public static let logFormat = 1
}
