import Engine
import Logging

/// The whole configuration, checked and typed.
struct Configuration: Sendable {
    enum Environment: String, Sendable { case development, production }

    struct Model: Sendable, Hashable {
        /// Nil: rules decide.
        var apiKey: String?
        var baseURL: String
        /// By decision class; `""` stands for all.
        var ids: [String: String]
        var timeoutMilliseconds: Int64
        var maxConcurrent: Int
        var failureThreshold: Int
        var recoveryMilliseconds: Int64
        /// US dollars.
        var budgetPerDemand: Double?
        var budgetTotal: Double?
        var pricesFile: String?
    }

    struct Access: Sendable, Hashable {
        var corsOrigins: [String]
        var trustedProxies: [String]
        var metricsAllow: [String]
        var isRegistrationOpen: Bool
        /// Nil only in development: `serve` makes one.
        var adminKey: String?
    }

    struct WebLimits: Sendable, Hashable {
        var isRateLimitEnabled: Bool
        var rateLimitMaxConcurrent: Int
        var rateLimitUserMax: Int
        var rateLimitQueueSize: Int
        var streamMax: Int
        /// 0: no limit.
        var streamPerAddress: Int
        var connectionMax: Int?
        var connectionPerAddress: Int?
    }

    struct OpenAgents: Sendable, Hashable {
        var host: String
        var httpPort: Int
        var grpcPort: Int
        var agentID: String?
        var group: String?
        var password: String?
        var pollMilliseconds: Int
        /// `approve` or `all` alone, or ids of agents.
        var members: [String]
    }

    struct TLS: Sendable, Hashable {
        var certificateFile: String
        var keyFile: String
    }

    var environment: Environment
    var host: String
    var port: Int
    var dataDirectory: String
    var database: DatabaseAddress
    var retentionDays: Int
    var limits: Limits
    var maxActive: Int
    var model: Model
    var access: Access
    var web: WebLimits
    /// Nil: the bridge is off.
    var openAgents: OpenAgents?
    /// Nil: plain HTTP.
    var tls: TLS?
    var httpRedirectPort: Int?
    var acmeWebroot: String?
    var log: LogOptions
    /// The same, by variable, with sources.
    var settings: Settings
}

/// Everything that is wrong with the configuration, one line each.
struct ConfigurationFaults: Error, Sendable, CustomStringConvertible {
    var faults: [Wording]

    /// For terminal and logs.
    var lines: [String] { faults.map(\.english) }
    var description: String { lines.joined(separator: "\n") }
}

extension Configuration {
    /// What a command needs the configuration for.
    enum Purpose: Sendable {
        case serving
        /// A command beside the server, perhaps without access to the server's secrets.
        case tool
    }

    /// Reads and checks all sources.
    /// - Throws: all faults at once.
    static func load(_ sources: ConfigurationSources, for purpose: Purpose) throws(ConfigurationFaults) -> Configuration
    {
        let (settings, faults) = ConfigurationLoader.load(sources)
        let all = faults + conflicts(in: settings, for: purpose)
        guard all.isEmpty else { throw ConfigurationFaults(faults: all) }
        return Configuration(settings)
    }

    /// The configuration of settings that were checked before, together with live ones.
    static func made(of settings: Settings) -> Configuration { Configuration(settings) }

    /// Where this host keeps data: the folder of SQLite's database, else the data directory.
    var dataFolder: String {
        guard case .sqlite(let path) = database else { return dataDirectory }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Faults of several variables together.
    static func conflicts(in settings: Settings, for purpose: Purpose) -> [Wording] {
        var faults: [Wording] = []
        if let high = settings.optionalNumber(.acceptThresholdHigh),
            let low = settings.optionalNumber(.acceptThresholdLow),
            high - low < 0.1 - 1e-9
        {
            let (high, low) = (ConfigurationKey.Kind.plain(high), ConfigurationKey.Kind.plain(low))
            faults.append(
                Wording(
                    "TOWOW_ACCEPT_THRESHOLD_HIGH (\(high)) must be at least 0.1 above TOWOW_ACCEPT_THRESHOLD_LOW (\(low))",
                    "TOWOW_ACCEPT_THRESHOLD_HIGH（\(high)）至少要比 TOWOW_ACCEPT_THRESHOLD_LOW（\(low)）高 0.1"))
        }
        if settings.text(.environment) == "production", purpose == .serving, !settings.isSet(.adminKey) {
            faults.append(
                Wording(
                    "ADMIN_API_KEY is required when APP_ENV is production", "APP_ENV 为 production 时必须设置 ADMIN_API_KEY"))
        }
        let postgres: [ConfigurationKey] = [.postgresUser, .postgresPassword, .postgresDatabase]
        let rest: [ConfigurationKey] = [.postgresHost, .postgresPort]
        if !settings.isSet(.databaseURL), (postgres + rest).contains(where: settings.isSet) {
            for key in postgres where !settings.isSet(key) {
                faults.append(
                    Wording(
                        "\(key.name) is missing: POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB go together",
                        "缺少 \(key.name)：POSTGRES_USER、POSTGRES_PASSWORD 和 POSTGRES_DB 要一起设置"))
            }
        }
        if settings.isSet(.tlsCertificateFile) != settings.isSet(.tlsKeyFile) {
            faults.append(
                Wording("TLS_CERT_FILE and TLS_KEY_FILE go together", "TLS_CERT_FILE 和 TLS_KEY_FILE 要一起设置"))
        }
        if settings.isSet(.httpRedirectPort) {
            if !settings.isSet(.tlsCertificateFile) {
                faults.append(
                    Wording(
                        "HTTP_REDIRECT_PORT needs TLS_CERT_FILE and TLS_KEY_FILE",
                        "HTTP_REDIRECT_PORT 需要 TLS_CERT_FILE 和 TLS_KEY_FILE"))
            }
            if settings.optionalInteger(.httpRedirectPort) == settings.optionalInteger(.port) {
                faults.append(
                    Wording("HTTP_REDIRECT_PORT and APP_PORT must differ", "HTTP_REDIRECT_PORT 和 APP_PORT 不能相同"))
            }
        }
        if let most = settings.optionalInteger(.connectionMax),
            let each = settings.optionalInteger(.connectionPerAddress),
            each > most
        {
            faults.append(
                Wording("TOWOW_CONN_PER_IP must not be above TOWOW_CONN_MAX", "TOWOW_CONN_PER_IP 不能大于 TOWOW_CONN_MAX"))
        }
        return faults
    }

    private init(_ settings: Settings) {
        environment = Environment(rawValue: settings.text(.environment) ?? "") ?? .development
        host = settings.text(.host) ?? "127.0.0.1"
        port = settings.integer(.port)
        dataDirectory = settings.text(.dataDirectory) ?? "./data"
        database = Self.database(settings)
        retentionDays = settings.integer(.retentionDays)
        limits = Self.limits(settings)
        maxActive = settings.integer(.maxActive)
        model = Model(
            apiKey: settings.text(.anthropicKey), baseURL: settings.text(.anthropicURL) ?? "",
            ids: Self.models(settings), timeoutMilliseconds: settings.milliseconds(.modelTimeout),
            maxConcurrent: settings.integer(.modelMaxConcurrent),
            failureThreshold: settings.integer(.modelFailureThreshold),
            recoveryMilliseconds: settings.milliseconds(.modelRecoveryTimeout),
            budgetPerDemand: settings.optionalNumber(.modelBudgetPerDemand),
            budgetTotal: settings.optionalNumber(.modelBudgetTotal), pricesFile: settings.text(.modelPricesFile))
        access = Access(
            corsOrigins: settings.list(.corsOrigins), trustedProxies: settings.list(.trustedProxies),
            metricsAllow: settings.list(.metricsAllow), isRegistrationOpen: settings.boolean(.openRegistration),
            adminKey: settings.text(.adminKey))
        web = WebLimits(
            isRateLimitEnabled: settings.boolean(.enableRateLimit),
            rateLimitMaxConcurrent: settings.integer(.rateLimitMaxConcurrent),
            rateLimitUserMax: settings.integer(.rateLimitUserMax),
            rateLimitQueueSize: settings.integer(.rateLimitQueueSize), streamMax: settings.integer(.streamMax),
            streamPerAddress: settings.integer(.streamPerAddress),
            connectionMax: settings.optionalInteger(.connectionMax),
            connectionPerAddress: settings.optionalInteger(.connectionPerAddress))
        openAgents = settings.text(.openAgentsHost).map { host in
            OpenAgents(
                host: host, httpPort: settings.integer(.openAgentsHTTPPort),
                grpcPort: settings.integer(.openAgentsGRPCPort),
                agentID: settings.text(.openAgentsAgentID), group: settings.text(.openAgentsGroup),
                password: settings.text(.openAgentsPassword),
                pollMilliseconds: settings.integer(.openAgentsPollMilliseconds),
                members: (settings.text(.openAgentsMembers) ?? "").split(separator: ",").map(String.init))
        }
        if let certificate = settings.text(.tlsCertificateFile), let key = settings.text(.tlsKeyFile) {
            tls = TLS(certificateFile: certificate, keyFile: key)
        }
        httpRedirectPort = settings.optionalInteger(.httpRedirectPort)
        acmeWebroot = settings.text(.acmeWebroot)
        log = LogOptions(
            format: LogOptions.Format(rawValue: settings.text(.logFormat) ?? "") ?? .text,
            level: .init(rawValue: settings.text(.logLevel) ?? "") ?? .info)
        self.settings = settings
    }

    private static func database(_ settings: Settings) -> DatabaseAddress {
        if case .database(let address) = settings[.databaseURL].value { return address }
        if let user = settings.text(.postgresUser), let password = settings.text(.postgresPassword),
            let database = settings.text(.postgresDatabase)
        {
            return DatabaseAddress(
                user: user, password: password, database: database, host: settings.text(.postgresHost) ?? "localhost",
                port: settings.optionalInteger(.postgresPort) ?? 5432)
        }
        return .sqlite(path: (settings.text(.dataDirectory) ?? "./data") + "/towow.db")
    }

    private static func models(_ settings: Settings) -> [String: String] {
        if case .models(let ids) = settings[.model].value { ids } else { [:] }
    }

    private static func limits(_ settings: Settings) -> Limits {
        Limits(
            maxRounds: settings.integer(.maxRounds), acceptThresholdHigh: settings.number(.acceptThresholdHigh),
            acceptThresholdLow: settings.number(.acceptThresholdLow),
            responseTimeoutMilliseconds: settings.milliseconds(.responseTimeout),
            feedbackTimeoutMilliseconds: settings.milliseconds(.feedbackTimeout),
            maxCandidates: settings.integer(.maxCandidates), maxSubnets: settings.integer(.maxSubnets),
            demandTimeoutMilliseconds: settings.milliseconds(.demandTimeout),
            decisionTimeoutMilliseconds: 2 * settings.milliseconds(.modelTimeout))
    }
}
