import Engine

/// The table's texts in Chinese: those of the admin pages. `towow config` and `.env.example` are English.
extension ConfigurationKey {
    func help(in language: Language) -> String {
        language == .chinese ? chineseHelp : entry.help
    }

    // No default: a new variable does not compile without its Chinese line.
    private var chineseHelp: String {
        switch self {
        // Server
        case .environment: "production：日志用 JSON 格式，必须设置 ADMIN_API_KEY，不读取 .env"
        case .debug: "记录调试日志"
        case .host: "监听的地址"
        case .port: "监听的端口"
        case .corsOrigins: "可以调用 API 的网页来源（origin），用逗号分隔"
        case .trustedProxies: "可信代理的地址和网段，用逗号分隔；只采信它们发来的 X-Forwarded-For"
        case .metricsAllow: "除本机外还可以读取 /metrics 的地址和网段，用逗号分隔"
        case .openRegistration: "是否任何人都可以成为成员；否则需要管理密钥"
        case .adminKey: "管理页面和管理 API 的密钥"

        // Data
        case .dataDirectory: "SQLite 数据库所在的目录，权限 0700"
        case .databaseURL: "sqlite:///相对路径/towow.db、sqlite:////绝对路径/towow.db 或 postgresql://用户名:密码@主机:5432/数据库名"
        case .postgresUser: "PostgreSQL 的用户名；与接下来两项一起设置，可代替 DATABASE_URL"
        case .postgresPassword: "POSTGRES_USER 的密码"
        case .postgresDatabase: "PostgreSQL 数据库的名称"
        case .postgresHost: "PostgreSQL 服务器的主机"
        case .postgresPort: "PostgreSQL 服务器的端口"
        case .retentionDays: "已结束的协商保留多少天；0 表示全部保留"

        // Negotiation
        case .maxRounds: "一次协商最多进行几轮"
        case .responseTimeout: "答复邀请的时限（秒）"
        case .feedbackTimeout: "对方案表态的时限（秒）"
        case .acceptThresholdHigh: "接受的比例达到此值，方案即告通过；最大为 1"
        case .acceptThresholdLow: "拒绝的比例达到 1 减去此值，方案即告失败；至少要比高阈值低 0.1"
        case .maxCandidates: "最多邀请多少位成员"
        case .maxSubnets: "一个需求最多可以开启多少个子网络"
        case .demandTimeout: "一个需求的总时限（秒）"
        case .maxActive: "同时处理的需求数；其余的按顺序等待"

        // Claude
        case .anthropicKey: "Claude API 的密钥"
        case .anthropicURL: "Claude API 的地址"
        case .model: "一个模型 ID，或按决策类别：understand=…,choose=…,answer=…,compose=…,vote=…,adjust=…,gaps=…,compromise=…"
        case .modelTimeout: "单次尝试的时限（秒）；一项决策的总时限是它的两倍"
        case .modelMaxConcurrent: "同时进行的调用数"
        case .modelFailureThreshold: "连续失败多少次后熔断"
        case .modelRecoveryTimeout: "熔断后过多少秒再试"
        case .modelBudgetPerDemand: "一个需求最多花费多少美元；用完后由规则决定"
        case .modelBudgetTotal: "所有需求合计最多花费多少美元，每次启动后重新计算"
        case .modelPricesFile: "列出各模型价格的 JSON 文件"

        // Limits
        case .enableRateLimit: "是否限制写请求"
        case .rateLimitMaxConcurrent: "所有客户端合计，同时处理的写请求数"
        case .rateLimitUserMax: "每个客户端每分钟的写请求数"
        case .rateLimitQueueSize: "可以排队等候的写请求数"
        case .streamMax: "同时在线观看的人数；文件描述符不足时自动调低"
        case .streamPerAddress: "每个客户端地址同时在线观看的人数；0 表示不限"
        case .connectionMax: "同时打开的连接数"
        case .connectionPerAddress: "每个客户端地址打开的连接数"

        // OpenAgents network
        case .openAgentsHost: "OpenAgents 网络的主机；其中的智能体可以成为成员"
        case .openAgentsHTTPPort: "该网络的 HTTP 端口"
        case .openAgentsGRPCPort: "该网络供智能体使用的 gRPC 端口；ToWow 只报告它有没有应答"
        case .openAgentsAgentID: "ToWow 在该网络中的智能体 ID；共用同一数据库的其他实例依次加 -2、-3 等后缀"
        case .openAgentsGroup: "要加入的群组；加入后只有组内的智能体可以成为成员"
        case .openAgentsPassword: "群组的密码"
        case .openAgentsPollMilliseconds: "两次轮询之间的毫秒数"
        case .openAgentsMembers: "哪些智能体自动成为成员：approve（都不自动加入，由运营者逐个启用）、all（全部），或用逗号分隔的 ID"

        // TLS
        case .tlsCertificateFile: "证书链的 PEM 文件"
        case .tlsKeyFile: "证书私钥的 PEM 文件"
        case .httpRedirectPort: "把 http:// 重定向到 https:// 的端口"
        case .acmeWebroot: "ACME 客户端的网站根目录；其中的 .well-known/acme-challenge 在所有端口上都可访问"

        // Logs
        case .logFormat: "日志行的格式：text 给人看，json 给程序读"
        case .logLevel: "要记录的最低级别"
        }
    }
}

extension ConfigurationKey.Section {
    /// The section's name; the English one is its raw value.
    func title(in language: Language) -> String {
        guard language == .chinese else { return rawValue }
        return switch self {
        case .server: "服务器"
        case .data: "数据"
        case .negotiation: "协商"
        case .model: "Claude"
        case .limits: "限制"
        case .openAgents: "OpenAgents 网络"
        case .tls: "TLS"
        case .logs: "日志"
        }
    }
}
