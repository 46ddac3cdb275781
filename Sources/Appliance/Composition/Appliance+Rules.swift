import Engine

extension Appliance {
    /// The decider that works without a model, over the members of `directory`.
    static func rules(members directory: MemberDirectory) -> any Decider {
        RuleDecider(matcher: MemberMatcher(source: directory))
    }
}
