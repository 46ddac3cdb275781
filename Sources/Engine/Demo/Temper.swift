/// How a simulated member decides and what they ask for.
struct Temper: Sendable, Hashable {
    /// Something that a simulated member demands of a plan.
    enum Wish: Sendable, Hashable, CaseIterable {
        /// A part that no demand of the presets has.
        case overallLead, finalApprover, chiefAdviser
        /// A sentence that any plan can state.
        case secondRevision
        /// More time than the presets give.
        case longNotice

        /// Those that no plan for a preset can give and that do not show before there is a plan.
        static let impossible: [Wish] = [.overallLead, .finalApprover, .chiefAdviser]
    }

    var openness: Int
    var patience: Int
    var detail: Int
    /// Of the demand's budget.
    var pricePercent: Int
    var wish: Wish?

    func personality(_ language: Language) -> String {
        let isChinese = language == .chinese
        let words = [
            openness >= 60
                ? (isChinese ? "开放" : "open")
                : openness >= 30 ? (isChinese ? "谨慎" : "cautious") : (isChinese ? "固执" : "unbending"),
            patience >= 50 ? (isChinese ? "有耐心" : "patient") : (isChinese ? "性急" : "impatient"),
            detail >= 70 ? (isChinese ? "重细节" : "minds details") : nil,
        ].compactMap(\.self)
        return words.joined(separator: isChinese ? "、" : ", ")
    }

    func priorities(_ language: Language, price: Price?, for capability: String) -> [String] {
        let pay = price.map { Phrase(language: language).price($0, for: [capability]) }
        return [wish?.condition(language).text, pay].compactMap(\.self)
    }
}

extension Temper.Wish {
    func condition(_ language: Language) -> Condition {
        let isChinese = language == .chinese
        func role(_ id: String, _ name: String, _ text: String) -> Condition {
            Condition(id: id, kind: .role, comparison: .oneOf, value: .list([name]), text: text)
        }
        return switch self {
        case .overallLead:
            isChinese ? role("lead", "总负责人", "担任总负责人") : role("lead", "overall lead", "being the overall lead")
        case .finalApprover:
            isChinese
                ? role("approval", "最终审批人", "担任最终审批人")
                : role("approval", "final approver", "being the final approver")
        case .chiefAdviser:
            isChinese
                ? role("adviser", "首席顾问", "只担任首席顾问")
                : role("adviser", "chief adviser", "being the chief adviser and nothing else")
        case .secondRevision:
            Condition(
                id: "revision", kind: .other, comparison: .quotes,
                value: .text(isChinese ? "第二次修改另算" : "a second revision is paid extra"),
                text: isChinese ? "第二次修改另算" : "a second revision is paid extra")
        case .longNotice:
            Condition(
                id: "notice", kind: .notice, comparison: .atLeast, value: .number(60),
                text: isChinese ? "至少提前60天" : "at least 60 days' notice")
        }
    }
}

/// The tempers of a whole cast, as the scenario wants them.
struct CastTempers {
    private struct Place: Hashable {
        var role: DemoRole
        var rank: DemoRank
    }

    private var tempers: [Place: Temper] = [:]

    subscript(_ role: DemoRole, _ rank: DemoRank) -> Temper {
        tempers[Place(role: role, rank: rank)] ?? Temper(openness: 50, patience: 50, detail: 50, pricePercent: 10)
    }

    init(_ scenario: DemoScenario, _ random: inout SeededRandom) {
        let hard = CastTempers.hardRoles(scenario, &random)
        for role in DemoRole.allCases {
            for rank in DemoRank.allCases {
                tempers[Place(role: role, rank: rank)] =
                    switch scenario {
                    case .quick: CastTempers.easy(&random)
                    case .mild: CastTempers.mild(rank, isHard: hard.contains(role), &random)
                    case .tough: CastTempers.tough(rank, isHard: hard.contains(role), &random)
                    }
            }
        }
    }

    /// The roles in which somebody asks for what no plan can give.
    private static func hardRoles(_ scenario: DemoScenario, _ random: inout SeededRandom) -> Set<DemoRole> {
        let count =
            switch scenario {
            case .quick: 0
            case .mild: random.chance(60) ? 1 : 2
            case .tough: random.chance(40) ? 2 : random.chance(50) ? 3 : 4
            }
        return Set(random.pick(count, of: DemoRole.allCases))
    }

    private static func easy(_ random: inout SeededRandom) -> Temper {
        Temper(
            openness: random.number(65...95), patience: random.number(60...95),
            detail: random.chance(20) ? random.number(70...90) : random.number(20...60),
            pricePercent: random.number(6...14), wish: random.chance(30) ? .secondRevision : nil)
    }

    private static func mild(_ rank: DemoRank, isHard: Bool, _ random: inout SeededRandom) -> Temper {
        guard isHard, rank == .first else {
            return Temper(
                openness: random.number(60...90), patience: random.number(50...90),
                detail: random.chance(30) ? random.number(70...90) : random.number(20...60),
                pricePercent: random.number(8...15), wish: random.chance(30) ? .secondRevision : nil)
        }
        // The best and the cheapest, so that the first plan has them.
        return Temper(
            openness: random.number(40...70), patience: random.number(50...90), detail: random.number(20...60),
            pricePercent: random.number(5...7), wish: impossible(&random))
    }

    private static func tough(_ rank: DemoRank, isHard: Bool, _ random: inout SeededRandom) -> Temper {
        var temper = Temper(
            openness: random.number(40...70), patience: random.number(10...70), detail: random.number(20...60),
            pricePercent: random.number(20...40))
        let draw = random.number(0...99)
        switch (rank, isHard) {
        case (.first, true), (.second, true):
            temper.openness = random.number(30...55)
            temper.pricePercent = random.number(15...30)
            temper.wish = impossible(&random)
        case (.first, false): break
        case (.third, true) where draw >= 70:
            temper.openness = random.number(30...55)
            temper.wish = impossible(&random)
        case (.second, false), (.third, _):
            if draw < 30 {
                // Says no to the invitation.
                temper.openness = random.number(10...29)
                temper.wish = .longNotice
            } else if draw < 60 {
                // Asks for about the whole budget, or for more.
                temper.openness = random.number(60...90)
                temper.pricePercent = random.number(80...150)
            } else {
                temper.openness = random.number(50...80)
                temper.pricePercent = random.number(10...30)
            }
        }
        return temper
    }

    private static func impossible(_ random: inout SeededRandom) -> Temper.Wish {
        Temper.Wish.impossible[random.number(0...(Temper.Wish.impossible.count - 1))]
    }
}
