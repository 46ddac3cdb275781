/// The nine decisions, by the names that configuration, prompts and stored steps use.
enum DecisionKind: String, Sendable, CaseIterable {
    case understand, choose, answer, compose, vote, adjust, gaps, subnetwork, compromise

    /// The class under which `LLM_MODEL` names a model.
    var modelClass: String { self == .subnetwork ? DecisionKind.gaps.rawValue : rawValue }

    /// Screening and members' agents are many and simple; plans are few and have to be good.
    var defaultModel: String {
        switch self {
        case .choose, .answer, .vote: "claude-haiku-5-5"
        case .understand, .compose, .adjust, .gaps, .subnetwork, .compromise: "claude-sonnet-5-5"
        }
    }

    var effort: MessagesRequest.Effort {
        switch self {
        case .compose, .adjust: .medium
        default: .low
        }
    }

    /// Thinking included. Below the length from which answers would have to be streamed.
    var maxTokens: Int {
        switch self {
        case .compose, .adjust: 12_000
        case .choose, .gaps, .compromise: 8_000
        case .understand, .answer, .vote, .subnetwork: 4_000
        }
    }

    /// Whether it is a member's agent that decides.
    var isForMember: Bool { self == .answer || self == .vote }
}
