public import Engine

/// Members whose agents live on an OpenAgents network.
public struct OpenAgentsLink: AgentLink {
    private let bridge: OpenAgentsBridge

    public init(_ bridge: OpenAgentsBridge) {
        self.bridge = bridge
    }

    /// Agents elsewhere have no inbox here to look into.
    public var isTold: Bool { true }

    /// Hands questions to the bridge, which sends them, again and again, until they are answered or nobody waits for the answer.
    /// - Returns: unreachable for whom no agent can be named, and for reminders to agents that are known to be away.
    public func send(_ messages: [AgentMessage], answersTo receiver: any AnswerReceiver) async -> [Handover] {
        // Answers come in with the mail, wherever the demand is worked on by then.
        await bridge.ask(messages)
    }

    public func tell(_ notices: [AgentNotice]) async -> [Handover] {
        await bridge.tell(notices)
    }
}
