/// Takes all nine decisions by fixed rules over the demand and the real profiles: no network, no clock, no chance.
///
/// The same input gives the same result, and no decision throws.
public struct RuleDecider: Decider {
    let matcher: any Matcher
    let fits = NeedFit.standard

    public init(matcher: any Matcher) {
        self.matcher = matcher
    }
}
