extension RuleDecider {
    /// What a sub-network takes at least, with its merge.
    static let subnetworkMilliseconds: Int64 = 200_000

    public func considerSubnetwork(_ request: RecursionRequest) async throws -> Decided<RecursionVerdict> {
        let gap = request.gap
        let phrase = Phrase(language: request.understanding.language)
        let gain = RecursionVerdict.Test(
            met: gap.importance >= 60,
            analysis: phrase.pick(
                gap.importance >= 60 ? "补上这一缺口很重要（重要度\(gap.importance)）" : "这一缺口影响不大（重要度\(gap.importance)，不到60）",
                gap.importance >= 60
                    ? "Closing this gap matters (importance \(gap.importance))"
                    : "This gap matters little (importance \(gap.importance), below 60)"))
        let support = await support(request, phrase)
        let seconds = max(0, request.remainingMilliseconds / 1_000)
        let isAffordable = request.remainingMilliseconds >= RuleDecider.subnetworkMilliseconds
        let cost = RecursionVerdict.Test(
            met: isAffordable,
            analysis: phrase.pick(
                isAffordable ? "还剩\(seconds)秒，足够再开一次小范围协商" : "只剩\(seconds)秒，来不及再开一次协商",
                isAffordable
                    ? "\(seconds) seconds are left, enough for a small negotiation"
                    : "\(seconds) seconds are left, too little for another negotiation"))
        let failed = [gain, support, cost].filter { !$0.met }
        let reason =
            failed.isEmpty
            ? phrase.pick("值得为此单独找人：\(gap.description)", "worth looking for somebody: \(gap.description)")
            : failed.map(\.analysis).joined(separator: phrase.pick("；", "; "))
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
                met: false, analysis: phrase.pick("这一缺口不是再找一个人能解决的", "Another person would not close this gap"))
        }
        let result = await matcher.match(
            MatchQuery(
                text: gap.suggestedSubDemand ?? gap.requirement, needs: needs, context: request.understanding.context,
                language: request.understanding.language, today: request.today, limit: 50, avoid: request.alreadyAsked))
        let found = result.matches.filter { match in
            !request.alreadyAsked.contains(match.record.member.id) && match.fits
                && (needs.isEmpty || !match.needs.isEmpty)
        }
        guard let best = found.first else {
            return RecursionVerdict.Test(
                met: false,
                analysis: phrase.pick("网络里没有还没问过、又能做\(what)的成员", "Nobody who has not been asked yet can do \(what)"))
        }
        return RecursionVerdict.Test(
            met: true,
            analysis: phrase.pick(
                "还有\(found.count)位没问过的成员能做\(what)，例如\(best.record.member.displayName)",
                "\(found.count) \(found.count == 1 ? "member" : "members") not asked yet can do \(what), for example \(best.record.member.displayName)"
            ))
    }
}
