extension ConfigurationKey {
    private static let portNumber = Kind.integer(1...65_535)
    private static let count = Kind.integer(1...1_000_000)
    /// Up to a day.
    private static let seconds = Kind.number(0.001...86_400)
    private static let share = Kind.number(0.01...1)
    private static let money = Kind.number(0...1_000_000)

    /// This variable's row of the table. Kept whole, because it is read as a table.
    var entry: Entry {
        switch self {
        // Server
        case .environment:
            Entry(
                .server, .choice(["development", "production"]), .value("development"),
                "production: JSON logs, ADMIN_API_KEY required, no .env")
        case .debug:
            Entry(.server, .boolean, .byEnvironment(development: "true", production: "false"), "Debug logs")
        case .host:
            Entry(
                .server, .text, .byEnvironment(development: "127.0.0.1", production: "0.0.0.0"), "Address to listen on")
        case .port:
            Entry(.server, Self.portNumber, .value("8000"), "Port to listen on")
        case .corsOrigins:
            Entry(
                .server, .origins,
                .byEnvironment(development: "http://localhost:3000,http://localhost:5173", production: ""),
                "Web origins that may call the API, separated by commas", isLive: true)
        case .trustedProxies:
            Entry(
                .server, .networks, .described("none"),
                "Addresses and networks of proxies whose X-Forwarded-For is believed, separated by commas")
        case .metricsAllow:
            Entry(
                .server, .networks, .described("loopback only"),
                "Further addresses and networks that may read /metrics, separated by commas")
        case .openRegistration:
            Entry(
                .server, .boolean, .value("false"), "Whether anybody may become a member; else the admin key is needed",
                isLive: true)
        case .adminKey:
            Entry(
                .server, .text, .described("random in development, printed once at start; required in production"),
                "Key of the admin pages and API", isSecret: true)

        // Data
        case .dataDirectory:
            Entry(.data, .path, .described("$STATE_DIRECTORY, else ./data"), "Folder of the SQLite database, mode 0700")
        case .databaseURL:
            Entry(
                .data, .databaseURL, .described("SQLite, towow.db in TOWOW_DATA_DIR"),
                "sqlite:///relative/towow.db, sqlite:////absolute/towow.db or postgresql://user:password@host:5432/name",
                isSecret: true)
        case .postgresUser:
            Entry(.data, .text, .described("none"), "With the next two: PostgreSQL without DATABASE_URL")
        case .postgresPassword:
            Entry(.data, .text, .described("none"), "Password of POSTGRES_USER", isSecret: true)
        case .postgresDatabase:
            Entry(.data, .text, .described("none"), "Name of the PostgreSQL database")
        case .postgresHost:
            Entry(.data, .text, .described("localhost"), "Host of the PostgreSQL server")
        case .postgresPort:
            Entry(.data, Self.portNumber, .described("5432"), "Port of the PostgreSQL server")
        case .retentionDays:
            Entry(.data, .integer(0...36_500), .value("0"), "Days to keep a finished negotiation; 0 keeps all")

        // Negotiation
        case .maxRounds:
            Entry(.negotiation, .integer(1...20), .value("3"), "Rounds of one negotiation", isLive: true)
        case .responseTimeout:
            Entry(.negotiation, Self.seconds, .value("300"), "Seconds to answer an invitation", isLive: true)
        case .feedbackTimeout:
            Entry(.negotiation, Self.seconds, .value("120"), "Seconds to vote on a plan", isLive: true)
        case .acceptThresholdHigh:
            Entry(
                .negotiation, Self.share, .value("0.8"), "Share of accepts that agrees on a plan; up to 1", isLive: true
            )
        case .acceptThresholdLow:
            Entry(
                .negotiation, Self.share, .value("0.5"),
                "A plan fails when 1 minus this share rejects it; at least 0.1 below the high one", isLive: true)
        case .maxCandidates:
            Entry(.negotiation, .integer(1...10), .value("10"), "Members to invite at most", isLive: true)
        case .maxSubnets:
            Entry(.negotiation, .integer(0...3), .value("1"), "Sub-networks that one demand may open", isLive: true)
        case .demandTimeout:
            Entry(
                .negotiation, .number(0.001...604_800), .value("1800"), "Seconds that one demand may take", isLive: true
            )
        case .maxActive:
            Entry(.negotiation, .integer(1...100_000), .value("256"), "Demands worked on at once; others wait in order")

        // Claude
        case .anthropicKey:
            Entry(.model, .text, .described("none: rules decide"), "Key of the Claude API", isSecret: true)
        case .anthropicURL:
            Entry(.model, .webURL, .value("https://api.anthropic.com"), "Where the Claude API is")
        case .model:
            Entry(
                .model, .models, .described("a model per decision"),
                "One model id, or understand=…,choose=…,answer=…,compose=…,vote=…,adjust=…,gaps=…,compromise=…",
                isLive: true)
        case .modelTimeout:
            Entry(.model, .number(0.1...600), .value("30"), "Seconds for one attempt; a decision has twice that")
        case .modelMaxConcurrent:
            Entry(.model, .integer(1...1_000), .value("8"), "Calls at once")
        case .modelFailureThreshold:
            Entry(.model, .integer(1...1_000), .value("3"), "Failures in a row that open the circuit breaker")
        case .modelRecoveryTimeout:
            Entry(.model, Self.seconds, .value("30"), "Seconds until an open breaker tries again")
        case .modelBudgetPerDemand:
            Entry(.model, Self.money, .described("none"), "US dollars that one demand may cost; then rules decide")
        case .modelBudgetTotal:
            Entry(
                .model, Self.money, .described("none"),
                "US dollars that all demands together may cost, from each start on")
        case .modelPricesFile:
            Entry(.model, .path, .described("built-in table"), "JSON file with prices per model")

        // Limits
        case .enableRateLimit:
            Entry(.limits, .boolean, .value("false"), "Whether writes are limited", isLive: true)
        case .rateLimitMaxConcurrent:
            Entry(.limits, Self.count, .value("100"), "Writes at once, all clients together", isLive: true)
        case .rateLimitUserMax:
            Entry(.limits, Self.count, .value("5"), "Writes a minute for each client", isLive: true)
        case .rateLimitQueueSize:
            Entry(.limits, .integer(0...1_000_000), .value("50"), "Writes that may wait for a place", isLive: true)
        case .streamMax:
            Entry(.limits, Self.count, .value("20000"), "Live viewers at once; lowered when descriptors are short")
        case .streamPerAddress:
            Entry(.limits, .integer(0...1_000_000), .value("0"), "Live viewers for each client address; 0: no limit")
        case .connectionMax:
            Entry(.limits, Self.count, .described("file descriptors - 512"), "Open connections at once")
        case .connectionPerAddress:
            Entry(
                .limits, Self.count, .described("a quarter of TOWOW_CONN_MAX"),
                "Open connections for each client address")

        // OpenAgents network
        case .openAgentsHost:
            Entry(
                .openAgents, .hostName, .described("none: bridge off"),
                "Host of an OpenAgents network, whose agents can be members")
        case .openAgentsHTTPPort:
            Entry(.openAgents, Self.portNumber, .value("8700"), "Its HTTP port")
        case .openAgentsGRPCPort:
            Entry(
                .openAgents, Self.portNumber, .value("8600"),
                "Its gRPC port, for its agents; ToWow only says whether it answers")
        case .openAgentsAgentID:
            Entry(
                .openAgents, .agentID, .described("towow- and an id kept in the store"),
                "Our agent id in that network; further instances on one database add -2, -3 and so on")
        case .openAgentsGroup:
            Entry(.openAgents, .text, .described("none"), "Group to join; then only its agents can be members")
        case .openAgentsPassword:
            Entry(.openAgents, .text, .described("none"), "Password of the group", isSecret: true)
        case .openAgentsPollMilliseconds:
            Entry(
                .openAgents, .integer(50...60_000), .value("500"), "Milliseconds between two polls", isLive: true)
        case .openAgentsMembers:
            Entry(
                .openAgents, .admission, .value("approve"),
                "Which agents become members by themselves: approve (none: the operator switches each on), all, or ids separated by commas",
                isLive: true)

        // TLS
        case .tlsCertificateFile:
            Entry(.tls, .path, .described("none: plain HTTP"), "PEM file with the certificate chain")
        case .tlsKeyFile:
            Entry(.tls, .path, .described("none"), "PEM file with its private key")
        case .httpRedirectPort:
            Entry(.tls, Self.portNumber, .described("none"), "Port that redirects http:// to https://")
        case .acmeWebroot:
            Entry(
                .tls, .path, .described("none"),
                "Web root of the ACME client; its .well-known/acme-challenge is served on all ports")

        // Logs
        case .logFormat:
            Entry(
                .logs, .choice(["text", "json"]), .byEnvironment(development: "text", production: "json"),
                "Log lines for people or for machines")
        case .logLevel:
            Entry(
                .logs, .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
                .described("debug when DEBUG is true, else info"), "The least important lines to log", isLive: true)
        }
    }
}

extension ConfigurationKey.Entry {
    fileprivate init(
        _ section: ConfigurationKey.Section, _ kind: ConfigurationKey.Kind, _ standard: ConfigurationKey.Standard,
        _ help: String, isSecret: Bool = false, isLive: Bool = false
    ) {
        self.init(
            section: section, kind: kind, standard: standard, help: help, isSecret: isSecret, isLive: isLive)
    }
}
