/// Which members fit a demand, as the rules see it: the demand is understood, members are ranked, nobody is invited.
public struct MemberRanking: Sendable {
    public struct Entry: Sendable, Hashable {
        public var match: Match
        /// Whether a negotiation would invite this member.
        public var isInvited: Bool

        /// Whether the member really fits; a low score is the closest there is.
        public var fits: Bool { match.fits }
    }

    public struct Ranking: Sendable, Hashable {
        public var understanding: Understanding
        /// Best first.
        public var entries: [Entry]
        /// Ids of those who would be invited, in that order.
        public var invited: [String]
        public var coverage: Coverage
        public var totalMembers: Int
    }

    private let matcher: MemberMatcher
    private let rules: RuleDecider

    public init(members: any MemberSource) {
        matcher = MemberMatcher(source: members)
        rules = RuleDecider(matcher: matcher)
    }

    /// Builds the index before the first demand needs it.
    public func prepare() async { await matcher.prepare() }

    /// - Parameters:
    ///   - limit: members in the ranking, at most.
    ///   - maxCandidates: members to invite, 1…10.
    public func rank(_ text: String, at now: Timestamp, limit: Int, maxCandidates: Int) async throws -> Ranking {
        let understanding = try await rules.understand(
            UnderstandRequest(request: DemandRequest(text: text), submittedAt: now, previous: nil, answers: [])
        ).value
        let offset = understanding.language == .chinese ? 480 : 0
        let request = ChooseRequest(
            understanding: understanding, text: text, today: now.date(utcOffsetMinutes: offset),
            maxCandidates: maxCandidates, avoid: [], isSubnet: false)
        let result = await matcher.match(RuleDecider.query(request, limit: max(80, limit)))
        var invited: [String] = []
        var coverage = Coverage(covered: [], uncovered: understanding.capabilityTags)
        if case .chosen(let chosen) = rules.choice(request, from: result).value {
            invited = chosen.candidates.map(\.agentID)
            coverage = chosen.coverage
        }
        let ids = Set(invited)
        return Ranking(
            understanding: understanding,
            entries: result.matches.prefix(limit).map {
                Entry(match: $0, isInvited: ids.contains($0.record.member.id))
            },
            invited: invited, coverage: coverage, totalMembers: result.totalMembers)
    }
}
