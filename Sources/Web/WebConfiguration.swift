public import Engine
public import Metrics

/// What the web server needs to know. Times are injected so that tests need not wait.
public struct WebConfiguration: Sendable {
    /// Where connections come from.
    public enum Binding: Sendable, Hashable {
        /// A host name or address and a port; port 0 takes a free one.
        case address(host: String, port: Int)
        /// A descriptor that is bound and listens already (socket activation, a supervisor's socket).
        case descriptor(Int32)
    }

    public struct Timeouts: Sendable, Hashable {
        /// From the first byte of a request to the end of its head.
        public var head: Duration = .seconds(10)
        /// From the head to the last byte of the body.
        public var body: Duration = .seconds(30)
        /// A connection without a request.
        public var idle: Duration = .seconds(60)
        /// How long a client that has just connected may take to ask when the server ends.
        public var firstRequest: Duration = .milliseconds(500)
        /// How long the store may take to prove that it answers.
        public var ready: Duration = .seconds(2)

        public init() {}
    }

    /// What one HTTP/2 connection may ask for.
    public struct Multiplexing: Sendable, Hashable {
        /// Requests and event streams at a time.
        public var maximumStreams = 100
        /// Streams that the client may reset, that may go wrong, and frames that carry no request (PING, SETTINGS, PRIORITY), each
        /// within `floodWindow`; beyond, the connection ends (CVE-2023-44487, CVE-2019-9512, CVE-2019-9515).
        public var maximumResets = 200
        public var maximumStreamErrors = 100
        public var maximumControlFrames = 200
        public var floodWindow: Duration = .seconds(30)
        /// CONTINUATION frames of one head (CVE-2024-27316).
        public var maximumContinuations = 5
        /// Answers to control frames that wait for a client which does not read.
        public var bufferedControlFrames = 256

        public init() {}
    }

    public struct Streams: Sendable, Hashable {
        /// Open streams in all.
        public var maximum = 20_000
        /// Open streams of one client address; 0: no limit.
        public var maximumPerAddress = 0
        /// Between two comments on one stream.
        public var heartbeat: Duration = .seconds(15)
        /// Events and bytes that may wait for one slow reader.
        public var bufferedEvents = 256
        public var bufferedBytes = 256 * 1024
        /// Events read from the log at once.
        public var pageSize = 500
        /// The send buffer that the kernel keeps for one stream, bytes; nil leaves the choice to it.
        public var socketSendBuffer: Int? = 128 * 1024

        public init() {}
    }

    /// Sockets that serve plain HTTP.
    public var bindings: [Binding]
    /// Sockets that serve HTTPS; they need `certificate`.
    public var secureBindings: [Binding] = []
    /// Sockets that send browsers to the first of `secureBindings`.
    public var redirectBindings: [Binding] = []
    /// Nil: no TLS.
    public var certificate: ServerCertificate?
    /// The web root of an ACME client, whose challenges are answered on all sockets; nil: there is none.
    public var acmeWebroot: String?
    /// Threads that serve connections.
    public var eventLoops = 2
    /// Connections that the kernel may keep waiting for `accept`.
    public var backlog = 4096
    /// Open connections in all, streams included.
    public var maximumConnections = 16_384
    /// Open connections without streams of one client address; nil: a quarter of `maximumConnections`.
    public var maximumConnectionsPerAddress: Int?
    /// Peers whose `X-Forwarded-…` headers are believed.
    public var trustedProxies: [AddressRange] = []
    /// The operator's key and what it opens; nil: there is no admin API.
    public var admin: (key: AdminKey, administration: any Administration)?
    /// Demonstrations, for the operator; nil: there are none.
    public var demo: (any DemoAdministration)?
    /// What changes while the server runs. Copies of this configuration share it.
    public var live = LiveWebSettings()
    /// Exact origins that may call from other sites, now.
    public var corsOrigins: [String] {
        get { live.current.corsOrigins }
        nonmutating set {
            var values = live.current
            values.corsOrigins = newValue
            live.update(values)
        }
    }
    /// Whether browsers are told to come back by https only. Otherwise only when a trusted proxy says that they came by https.
    public var isSecure = false
    /// Bytes of a request body.
    public var maximumBody = 64 * 1024
    /// Serves the pages from this folder, unhashed and uncached, instead of the ones in the binary. Development only.
    public var staticFolder: String?
    /// How calls to the model are going; nil when rules decide.
    public var modelHealth: (@Sendable () async -> ModelHealth)?
    /// How the way to members elsewhere is; nil: there is none.
    public var remoteHealth: (@Sendable () async -> RemoteHealth)?
    public var timeouts = Timeouts()
    public var streams = Streams()
    public var multiplexing = Multiplexing()
    /// Where the server counts and measures.
    public var metrics: any MetricsFactory = MetricsSystem.factory
    /// What `/metrics` shows; nil: there is no such path.
    public var metricsText: (@Sendable () async -> String)?
    /// Networks that may read `/metrics` beside the loopback addresses.
    public var metricsAllow: [AddressRange] = []
    /// Counts wrong keys and tokens. Copies of this configuration share it.
    public var attempts = AttemptLimiter()
    /// How long a listener rests before it closes, so that connections already accepted are handed over.
    public var acceptPause: Duration = .milliseconds(250)

    public init(bindings: [Binding]) {
        self.bindings = bindings
    }
}
