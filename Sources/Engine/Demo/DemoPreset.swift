/// A demand that is kept ready for demonstrations.
public enum DemoPreset: String, Sendable, Hashable, Codable, CaseIterable {
    case travel = "demo_travel"
    case project = "demo_project"
    case budget = "demo_budget"

    /// What stands about it in lists, and the text that is submitted.
    public struct Words: Sendable, Hashable {
        public var title: String
        /// The demand as a person would type it.
        public var text: String
        public var requirements: [String]
        public var expectedOutcome: String
    }

    public func words(_ language: Language) -> Words {
        let isChinese = language == .chinese
        return switch self {
        case .travel: isChinese ? DemoPreset.travelChinese : DemoPreset.travelEnglish
        case .project: isChinese ? DemoPreset.projectChinese : DemoPreset.projectEnglish
        case .budget: isChinese ? DemoPreset.budgetChinese : DemoPreset.budgetEnglish
        }
    }

    /// The sum that its text names, in the money of the language.
    func budget(_ language: Language) -> Money {
        let isChinese = language == .chinese
        let amount: Double =
            switch self {
            case .travel: isChinese ? 20_000 : 3_000
            case .project: isChinese ? 80_000 : 12_000
            case .budget: isChinese ? 500_000 : 70_000
            }
        return Money(amount: amount, currency: isChinese ? "CNY" : "EUR")
    }

    /// What a member in `role` can do for it: one of the needs that its text names.
    func capability(of role: DemoRole, _ language: Language) -> String {
        let names: (chinese: String, english: String) =
            switch (self, role) {
            case (.travel, .product): ("行程规划", "travel planning")
            case (.travel, .technology): ("摄影", "photography")
            case (.travel, .finance): ("会计记账", "bookkeeping")
            case (.travel, .operations): ("住宿安排", "accommodation")
            case (.project, .product): ("产品经理", "product management")
            case (.project, .technology): ("后端开发", "backend development")
            case (.project, .finance): ("财务规划", "financial planning")
            case (.project, .operations): ("用户运营", "user operations")
            case (.budget, .product): ("产品规划", "product roadmap")
            case (.budget, .technology): ("数据分析", "data analysis")
            case (.budget, .finance): ("财务规划", "financial planning")
            case (.budget, .operations): ("采购", "procurement")
            }
        return language == .chinese ? names.chinese : names.english
    }

    // MARK: - words

    private static let travelChinese = Words(
        title: "团队出游",
        text: "六周内找个周末，我们12个同事想去杭州玩两天，预算20000元：需要行程规划、住宿、摄影和财务。",
        requirements: ["行程规划", "住宿", "摄影", "财务"],
        expectedOutcome: "两天的出游方案：日期、分工、报价，不超过20000元")
    private static let travelEnglish = Words(
        title: "Team trip",
        text: """
            Within six weeks, on a weekend, twelve of us want to spend two days in Lisbon, budget 3000 EUR: we need travel \
            planning, accommodation, a photographer and bookkeeping.
            """,
        requirements: ["travel planning", "accommodation", "photography", "bookkeeping"],
        expectedOutcome: "A plan for two days away: the date, who does what and for how much, within 3,000 EUR")
    private static let projectChinese = Words(
        title: "平台第一版",
        text: "我们要在六周内做出预约平台的第一版，预算80000元：需要产品经理、后端开发、财务和用户运营。",
        requirements: ["产品经理", "后端开发", "财务", "用户运营"],
        expectedOutcome: "六周内交付的分工、里程碑和报价，不超过80000元")
    private static let projectEnglish = Words(
        title: "First release",
        text: """
            Within six weeks we have to build the first release of a booking platform, budget 12000 EUR: we need product \
            management, backend development, financial planning and user operations.
            """,
        requirements: ["product management", "backend development", "financial planning", "user operations"],
        expectedOutcome: "Who delivers what by when within six weeks, and for how much, within 12,000 EUR")
    private static let budgetChinese = Words(
        title: "年度预算",
        text: "六周内要定好新产品线的年度预算，总额500000元：需要产品规划、数据分析、财务规划和采购。",
        requirements: ["产品规划", "数据分析", "财务规划", "采购"],
        expectedOutcome: "谁来做预算的哪一部分、什么时候交，总额不超过500000元")
    private static let budgetEnglish = Words(
        title: "Yearly budget",
        text: """
            Within six weeks we have to settle the yearly budget of a new product line, 70000 EUR in all: we need a product \
            roadmap, data analysis, financial planning and procurement.
            """,
        requirements: ["product roadmap", "data analysis", "financial planning", "procurement"],
        expectedOutcome: "Who works out which part of the budget by when, within 70,000 EUR in all")
}

/// What the simulated members are.
enum DemoRole: String, Sendable, CaseIterable {
    case product, technology, finance, operations

    func title(_ language: Language) -> String {
        let isChinese = language == .chinese
        return switch self {
        case .product: isChinese ? "产品负责人" : "product lead"
        case .technology: isChinese ? "技术负责人" : "tech lead"
        case .finance: isChinese ? "财务负责人" : "finance lead"
        case .operations: isChinese ? "运营负责人" : "operations lead"
        }
    }
}
