/// The simulated members of a demonstration: three for each role, made from the seed.
///
/// Their ids begin with `demo-`, which no member of the network may have.
public struct SimulatedCast: Sendable, Hashable {
    /// What all their ids begin with.
    public static let idPrefix = "demo-"
    /// Grows when other members follow from the same seed. A negotiation that began with an older cast then knows nobody of it
    /// any more, rather than going on with somebody else under the same name.
    static let version = 1

    public struct Participant: Sendable, Hashable {
        public var member: Member
        public var role: String
        /// How they decide, in words.
        public var personality: String
        /// What matters to them.
        public var priorities: [String]
    }

    /// Sorted by id.
    public let participants: [Participant]

    var records: [MemberRecord] {
        participants.map { MemberRecord(member: $0.member, version: SimulatedCast.version, isActive: true) }
    }

    public init(of origin: DemoOrigin, _ language: Language) {
        // Another scenario or demand with the same seed is another draw.
        let place = UInt64(DemoPreset.allCases.firstIndex(of: origin.preset) ?? 0) * 16
        let scenario = UInt64(DemoScenario.allCases.firstIndex(of: origin.scenario) ?? 0)
        var random = SeededRandom(seed: UInt64(origin.seed) << 8 | place | scenario)
        let tempers = CastTempers(origin.scenario, &random)
        let money = origin.preset.budget(language)
        participants = DemoRole.allCases.flatMap { role in
            DemoRank.allCases.map { rank in
                let temper = tempers[role, rank]
                let member = SimulatedCast.member(
                    role, rank, temper, capability: origin.preset.capability(of: role, language), money: money,
                    language: language, noticeDays: random.number(1...5))
                return Participant(
                    member: member, role: role.title(language), personality: temper.personality(language),
                    priorities: temper.priorities(
                        language, price: member.price, for: origin.preset.capability(of: role, language)))
            }
        }.sorted { $0.member.id < $1.member.id }
    }

    private static func member(
        _ role: DemoRole, _ rank: DemoRank, _ temper: Temper, capability: String, money: Money, language: Language,
        noticeDays: Int
    ) -> Member {
        let isChinese = language == .chinese
        let name = SimulatedCast.name(role, rank)
        // Round sums: nobody asks for 1,873.
        let step = money.amount / 200
        let amount = max(step, (money.amount * Double(temper.pricePercent) / 100 / step).rounded() * step)
        return Member(
            id: idPrefix + name.id, displayName: isChinese ? name.chinese : name.english, kind: .auto,
            summary: isChinese
                ? "演示用的模拟成员，扮演\(role.title(language))"
                : "A simulated member for demonstrations who plays the \(role.title(language))",
            capabilities: [Member.Capability(name: capability, tags: [], level: rank.level)],
            languages: [language.rawValue],
            places: [Member.Place(city: isChinese ? "杭州" : "Lisbon", radiusKilometres: nil)], remote: true,
            availability: [], noticeDays: noticeDays,
            price: Price(
                amount: amount, currency: money.currency, per: .event, negotiable: true), capacity: nil, declines: [],
            style: Member.Style(openness: temper.openness, patience: temper.patience, detail: temper.detail),
            conditions: temper.wish.map { [$0.condition(language)] } ?? [],
            publicFields: ["summary", "capabilities", "price", "style", "conditions"])
    }

    private static func name(_ role: DemoRole, _ rank: DemoRank) -> (id: String, chinese: String, english: String) {
        switch (role, rank) {
        case (.product, .first): ("alice", "艾丽丝", "Alice")
        case (.product, .second): ("erin", "艾琳", "Erin")
        case (.product, .third): ("ivy", "艾薇", "Ivy")
        case (.technology, .first): ("bob", "鲍勃", "Bob")
        case (.technology, .second): ("frank", "弗兰克", "Frank")
        case (.technology, .third): ("jack", "杰克", "Jack")
        case (.finance, .first): ("charlie", "查理", "Charlie")
        case (.finance, .second): ("grace", "格蕾丝", "Grace")
        case (.finance, .third): ("karl", "卡尔", "Karl")
        case (.operations, .first): ("diana", "黛安娜", "Diana")
        case (.operations, .second): ("henry", "亨利", "Henry")
        case (.operations, .third): ("laura", "劳拉", "Laura")
        }
    }
}

/// How well somebody does what their role takes.
enum DemoRank: Sendable, CaseIterable {
    case first, second, third

    var level: Member.Capability.Level {
        switch self {
        case .first: .expert
        case .second: .skilled
        case .third: .beginner
        }
    }
}
