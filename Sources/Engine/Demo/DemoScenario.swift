/// How easily the simulated members of a demonstration agree.
///
/// A scenario shapes their profiles and nothing else: what they say to each other follows from the profiles, as for all members.
public enum DemoScenario: String, Sendable, Hashable, Codable, CaseIterable {
    /// Everybody is open and asks for little: with rules the first plan is agreed.
    case quick = "quick_consensus"
    /// One or two ask for what no plan can give; others step in: with rules it takes another round.
    case mild = "mild_negotiation"
    /// Half of the roles or more have nobody without such a demand: several rounds, parts that stay open, a sub-network, failure.
    case tough = "tough_negotiation"

    public func title(_ language: Language) -> String {
        let isChinese = language == .chinese
        return switch self {
        case .quick: isChinese ? "很快达成一致" : "Quick consensus"
        case .mild: isChinese ? "温和协商" : "Mild negotiation"
        case .tough: isChinese ? "艰难协商" : "Tough negotiation"
        }
    }

    public func description(_ language: Language) -> String {
        let isChinese = language == .chinese
        return switch self {
        case .quick:
            isChinese
                ? "大家都好说话，要求不多，第一版方案通常就能通过"
                : "Everybody is open and asks for little; the first plan usually holds"
        case .mild:
            isChinese
                ? "一两位成员提出方案给不了的要求，由别人接手，通常要多谈一轮"
                : "One or two ask for what no plan can give, others step in; it usually takes another round"
        case .tough:
            isChinese
                ? "半数以上的角色都提出方案给不了的要求，要谈好几轮，有人离开，也可能谈不成"
                : "Half of the roles or more ask for what no plan can give; several rounds, people leave, and it may fail"
        }
    }
}
