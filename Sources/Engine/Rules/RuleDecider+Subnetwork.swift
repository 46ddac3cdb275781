extension RuleDecider {
    /// What a sub-network takes at least, with its merge.
    static let subnetworkMilliseconds: Int64 = 200_000

    public func considerSubnetwork(_ request: RecursionRequest) async throws -> Decided<RecursionVerdict> {
        let gap = request.gap
        let phrase = Phrase(language: request.understanding.language)
        let gain = RecursionVerdict.Test(
            met: gap.importance >= 60,
            analysis: phrase.pick(
                gap.importance >= 60 ? "缺了它影响很大（重要度\(gap.importance)）" : "缺了它也能办（重要度\(gap.importance)，不到60）",
                gap.importance >= 60
                    ? "It matters (importance \(gap.importance))"
                    : "It works without (importance \(gap.importance), below 60)"))
        let support = await support(request, phrase)
        let seconds = max(0, request.remainingMilliseconds / 1_000)
        let minutes = seconds / 60
        let isAffordable = request.remainingMilliseconds >= RuleDecider.subnetworkMilliseconds
        let cost = RecursionVerdict.Test(
            met: isAffordable,
            analysis: phrase.pick(
                isAffordable ? "还有\(minutes)分钟，来得及再找一轮" : "只剩\(seconds)秒，来不及再找一轮",
                isAffordable
                    ? "\(minutes) minutes are left, enough to look once more"
                    : "\(seconds) seconds are left, too little to look once more"))
        let failed = [gain, support, cost].filter { !$0.met }
        let reason =
            failed.isEmpty
            ? phrase.sentences([gap.description, support.analysis])
            : phrase.sentences(failed.map(\.analysis))
        return Decided(
            RecursionVerdict(gain: gain, support: support, cost: cost, reason: TextLimit.clip(reason, TextLimit.text)),
            by: .rules)
    }

    private func support(_ request: RecursionRequest, _ phrase: Phrase) async -> RecursionVerdict.Test {
        let gap = request.gap
        let needs = gap.suggestedTags
        let what = needs.isEmpty ? gap.requirement : phrase.list(needs)
        guard !needs.isEmpty || gap.suggestedSubDemand != nil else {
            return RecursionVerdict.Test(
                met: false, analysis: phrase.pick("再找一个人也解决不了", "Another person would not help"))
        }
        let result = await request.matcher(matcher).match(
            MatchQuery(
                text: gap.suggestedSubDemand ?? gap.requirement, needs: needs, context: request.understanding.context,
                language: request.understanding.language, today: request.today, limit: 50, avoid: request.alreadyAsked,
                absent: request.absent))
        let found = result.matches.filter { match in
            !request.alreadyAsked.contains(match.record.member.id) && match.fits
                && (needs.isEmpty || !match.needs.isEmpty)
        }
        guard let best = found.first else {
            return RecursionVerdict.Test(
                met: false,
                analysis: phrase.pick("能做\(what)的都问过了", "Everybody who can do \(what) has been asked"))
        }
        return RecursionVerdict.Test(
            met: true,
            analysis: phrase.pick(
                "能做\(what)的还有\(found.count)位没问过，比如\(best.record.member.displayName)",
                "\(found.count) \(found.count == 1 ? "member" : "members") not asked yet can do \(what), such as \(best.record.member.displayName)"
            ))
    }
}
