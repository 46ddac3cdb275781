import Engine

/// What decisions and entries of the audit are called, for people. Their names in the API stay as they are.
enum AdminTexts {
    /// A decision by its name in `ModelReport`; its name when this version does not know it.
    static func decision(_ name: String, in language: Language) -> String {
        decisions[name].map(language.pick) ?? name
    }

    /// What was done, by its name in the audit; its name when this version does not know it.
    static func action(_ name: String, in language: Language) -> String {
        actions[name].map(language.pick) ?? name
    }

    private static let decisions: [String: (String, String)] = [
        "understand": ("理解需求", "Understand the demand"),
        "choose": ("挑选成员", "Choose members"),
        "answer": ("答复邀请", "Answer an invitation"),
        "compose": ("编排方案", "Compose the plan"),
        "vote": ("对方案表态", "Vote on the plan"),
        "adjust": ("调整方案", "Adjust the plan"),
        "gaps": ("查找缺口", "Find what is missing"),
        "subnetwork": ("开启子网络", "Open a sub-network"),
        "compromise": ("寻找折中办法", "Look for a compromise"),
    ]

    private static let actions: [String: (String, String)] = [
        "config.set": ("更改设置", "Settings changed"),
        "config.reload": ("重读配置文件", "Configuration file read again"),
        "demand.cancel": ("结束协商", "Negotiation ended"),
        "channel.kick": ("移除成员", "Member removed"),
        "agents.import": ("导入成员", "Members imported"),
        "agent.activate": ("启用成员", "Member activated"),
        "agent.deactivate": ("停用成员", "Member deactivated"),
        "llm.test": ("测试模型", "Model tested"),
        "llm.reset_stats": ("清零决策计数", "Counts of decisions reset"),
        "circuit_breaker.reset": ("重置熔断器", "Breakers reset"),
        "rate_limiter.reset_stats": ("清零请求限制的计数", "Counts of the rate limiter reset"),
        "demo.mode": ("开关演示模式", "Demo mode switched"),
        "demo.session": ("准备演示", "Demonstration prepared"),
        "demo.run": ("运行演示", "Demonstration run"),
    ]
}
