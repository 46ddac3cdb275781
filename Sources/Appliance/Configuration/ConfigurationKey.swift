/// Every variable that ToWow reads.
///
/// The one table: parsing, `towow config print`, `.env.example` and the help are all made from these cases and their
/// `entry`, in this order.
enum ConfigurationKey: String, CaseIterable, Sendable {
    case environment = "APP_ENV"
    case debug = "DEBUG"
    case host = "APP_HOST"
    case port = "APP_PORT"
    case corsOrigins = "CORS_ORIGINS"
    case trustedProxies = "TRUSTED_PROXIES"
    case metricsAllow = "METRICS_ALLOW"
    case openRegistration = "TOWOW_OPEN_REGISTRATION"
    case adminKey = "ADMIN_API_KEY"

    case dataDirectory = "TOWOW_DATA_DIR"
    case databaseURL = "DATABASE_URL"
    case postgresUser = "POSTGRES_USER"
    case postgresPassword = "POSTGRES_PASSWORD"
    case postgresDatabase = "POSTGRES_DB"
    case postgresHost = "POSTGRES_HOST"
    case postgresPort = "POSTGRES_PORT"
    case retentionDays = "TOWOW_RETENTION_DAYS"

    case maxRounds = "TOWOW_MAX_NEGOTIATION_ROUNDS"
    case responseTimeout = "TOWOW_RESPONSE_TIMEOUT"
    case feedbackTimeout = "TOWOW_FEEDBACK_TIMEOUT"
    case acceptThresholdHigh = "TOWOW_ACCEPT_THRESHOLD_HIGH"
    case acceptThresholdLow = "TOWOW_ACCEPT_THRESHOLD_LOW"
    case maxCandidates = "TOWOW_MAX_CANDIDATES"
    case maxSubnets = "TOWOW_MAX_SUBNETS"
    case demandTimeout = "TOWOW_DEMAND_TIMEOUT"
    case maxActive = "TOWOW_MAX_ACTIVE"

    case anthropicKey = "ANTHROPIC_API_KEY"
    case anthropicURL = "ANTHROPIC_BASE_URL"
    case model = "LLM_MODEL"
    case modelTimeout = "LLM_TIMEOUT"
    case modelMaxConcurrent = "LLM_MAX_CONCURRENT"
    case modelFailureThreshold = "LLM_FAILURE_THRESHOLD"
    case modelRecoveryTimeout = "LLM_RECOVERY_TIMEOUT"
    case modelBudgetPerDemand = "LLM_BUDGET_PER_DEMAND"
    case modelBudgetTotal = "LLM_BUDGET_TOTAL"
    case modelPricesFile = "LLM_PRICES_FILE"

    case enableRateLimit = "ENABLE_RATE_LIMIT"
    case rateLimitMaxConcurrent = "RATE_LIMIT_MAX_CONCURRENT"
    case rateLimitUserMax = "RATE_LIMIT_USER_MAX"
    case rateLimitQueueSize = "RATE_LIMIT_QUEUE_SIZE"
    case streamMax = "TOWOW_SSE_MAX"
    case streamPerAddress = "TOWOW_SSE_PER_IP"
    case connectionMax = "TOWOW_CONN_MAX"
    case connectionPerAddress = "TOWOW_CONN_PER_IP"

    case openAgentsHost = "OPENAGENT_HOST"
    case openAgentsHTTPPort = "OPENAGENT_HTTP_PORT"
    case openAgentsGRPCPort = "OPENAGENT_GRPC_PORT"
    case openAgentsAgentID = "OPENAGENT_AGENT_ID"
    case openAgentsGroup = "OPENAGENT_GROUP"
    case openAgentsPassword = "OPENAGENT_PASSWORD"
    case openAgentsPollMilliseconds = "OPENAGENT_POLL_MS"
    case openAgentsMembers = "OPENAGENT_MEMBERS"

    case tlsCertificateFile = "TLS_CERT_FILE"
    case tlsKeyFile = "TLS_KEY_FILE"
    case httpRedirectPort = "HTTP_REDIRECT_PORT"
    case acmeWebroot = "ACME_WEBROOT"

    case logFormat = "LOG_FORMAT"
    case logLevel = "LOG_LEVEL"

    var name: String { rawValue }

    /// By what name the admin API changes this variable; nil when a change needs a restart.
    var liveName: String? {
        guard entry.isLive else { return nil }
        let lowercased = name.lowercased()
        return lowercased.hasPrefix("towow_") ? String(lowercased.dropFirst(6)) : lowercased
    }

    /// The variable that the admin API means by `text`: its live name or the name of the variable.
    init?(liveName text: String) {
        guard let key = ConfigurationKey.allCases.first(where: { $0.liveName == text || $0.name == text }) else {
            return nil
        }
        self = key
    }

    /// The variable that names a file with this secret; nil for what is no secret.
    var fileVariable: String? { entry.isSecret ? name + "_FILE" : nil }

    /// The systemd credential of this secret (`LoadCredential=`): its variable in lower case.
    var credentialName: String? { entry.isSecret ? name.lowercased() : nil }
}

extension ConfigurationKey {
    /// A row of the table.
    struct Entry: Sendable {
        var section: Section
        var kind: Kind
        var standard: Standard
        /// One line for people.
        var help: String
        /// Never printed, readable from a file or a systemd credential, refused on the command line.
        var isSecret = false
        /// Can be changed by the admin API while the server runs.
        var isLive = false
    }

    enum Section: String, CaseIterable, Sendable {
        case server = "Server"
        case data = "Data"
        case negotiation = "Negotiation"
        case model = "Claude"
        case limits = "Limits"
        case openAgents = "OpenAgents network"
        case tls = "TLS"
        case logs = "Logs"
    }

    /// What a variable is when nobody sets it.
    enum Standard: Sendable, Hashable {
        case value(String)
        case byEnvironment(development: String, production: String)
        /// No value, or one that depends on other things; the text says which.
        case described(String)
    }

    /// What text a variable takes.
    enum Kind: Sendable {
        case text
        case choice([String])
        case boolean
        case integer(ClosedRange<Int>)
        case number(ClosedRange<Double>)
        case list
        /// Exact web origins: scheme, host, port; no path.
        case origins
        /// Addresses and networks in CIDR notation.
        case networks
        case webURL
        case databaseURL
        /// One model id, or `class=id` pairs.
        case models
        case path
        /// A host name or an address, without a port.
        case hostName
        /// The id of an agent in an OpenAgents network.
        case agentID
        /// `approve`, `all`, or ids of agents separated by commas.
        case admission
    }
}
