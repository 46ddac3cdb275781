extension RuleDecider {
    public func choose(_ request: ChooseRequest) async throws -> Decided<CandidateChoice> {
        choice(request, from: await request.matcher(matcher).match(RuleDecider.query(request, limit: 80)))
    }

    func choice(_ request: ChooseRequest, from result: MatchResult) -> Decided<CandidateChoice> {
        let understanding = request.understanding
        let limit = max(1, min(10, request.maxCandidates))
        let phrase = Phrase(language: understanding.language)
        guard !result.matches.isEmpty else {
            return Decided(nobody(result, understanding, phrase), by: .rules)
        }
        let picked = pick(result.matches, request: request, limit: limit)
        var known: [String: MemberRecord] = [:]
        for match in picked { known[match.record.member.id] = match.record }
        let candidates = DecisionValidator.candidates(
            picked.map { candidate($0, phrase: phrase) }, maxCandidates: limit, known: known)
        let served = candidates.filter { !$0.isFallback }.flatMap(\.needs)
        let coverage = Coverage(
            covered: understanding.capabilityTags.filter(served.contains),
            uncovered: understanding.capabilityTags.filter { !served.contains($0) })
        let chosen = CandidateChoice.Chosen(
            candidates: candidates, totalFound: max(result.totalFound, candidates.count), coverage: coverage)
        return Decided(.chosen(chosen), by: .rules)
    }

    static func query(_ request: ChooseRequest, limit: Int) -> MatchQuery {
        let understanding = request.understanding
        return MatchQuery(
            text: request.text, needs: understanding.capabilityTags, keywords: understanding.depth.keywords,
            context: understanding.context, preferredTime: understanding.depth.timeline.preferredTime,
            language: understanding.language, today: request.today, limit: limit, avoid: request.avoid,
            absent: request.absent)
    }

    private func nobody(_ result: MatchResult, _ understanding: Understanding, _ phrase: Phrase) -> CandidateChoice {
        guard result.totalMembers > 0 else { return .nobody(.noMembers, constraint: nil) }
        let texts = result.exclusions.map { phrase.constraint($0, understanding.context) }
        return .nobody(.allExcluded, constraint: texts.isEmpty ? nil : phrase.list(texts))
    }

    /// Two or three for each need, at least three, more for many people; needs in turn, so that ten are not ten of a kind.
    private func pick(_ matches: [Match], request: ChooseRequest, limit: Int) -> [Match] {
        let needs = request.understanding.capabilityTags
        // Whoever is already in the parent is asked only if nobody else fits.
        let others = matches.filter { !request.avoid.contains($0.record.member.id) }
        let isFree = others.contains { $0.fits }
        let pool = isFree || request.avoid.isEmpty ? others : matches
        let fitting = pool.filter { $0.fits }
        let wanted = target(request, limit: limit)
        var picked: [Match] = []
        var ids: Set<String> = []
        func take(_ match: Match) {
            if picked.count < limit, ids.insert(match.record.member.id).inserted { picked.append(match) }
        }
        var progress = true
        while progress, picked.count < wanted {
            progress = false
            // The need with the fewest people so far goes first.
            let counts = needs.map { need in picked.reduce(0) { $0 + ($1.needs.contains(need) ? 1 : 0) } }
            let order = needs.indices.sorted { counts[$0] != counts[$1] ? counts[$0] < counts[$1] : $0 < $1 }
            for index in order where picked.count < wanted {
                if let match = fitting.first(where: {
                    !ids.contains($0.record.member.id) && $0.needs.contains(needs[index])
                }) {
                    take(match)
                    progress = true
                    break
                }
            }
        }
        for match in fitting where picked.count < wanted { take(match) }
        let floor = fitting.isEmpty ? 0 : 10
        for match in pool where picked.count < min(3, limit) && match.score >= floor { take(match) }
        if picked.isEmpty, let first = matches.first { take(first) }
        return picked
    }

    private func target(_ request: ChooseRequest, limit: Int) -> Int {
        let needs = request.understanding.capabilityTags.count
        if request.isSubnet { return min(limit, max(3, 3 * needs)) }
        switch request.understanding.context.expectedAttendees.map(Understanding.Scale.init(peopleCount:))?.level {
        case .large: return min(limit, max(6, 3 * needs))
        case .medium: return min(limit, max(4, 3 * needs))
        case .small: return min(limit, max(3, 2 * needs))
        case nil: return min(limit, max(3, 2 * needs + 1))
        }
    }

    private func candidate(_ match: Match, phrase: Phrase) -> Candidate {
        let member = match.record.member
        let isFallback = !match.fits
        var names = member.capabilities.map(\.name)
        if let best = match.bestCapability, let index = names.firstIndex(of: best) { names.swapAt(0, index) }
        return Candidate(
            agentID: member.id, displayName: member.displayName,
            reason: isFallback ? phrase.fallbackReason(match.reason) : match.reason, relevanceScore: match.score,
            expectedRole: expectedRole(match, isFallback: isFallback, phrase: phrase),
            capabilities: Array(names.prefix(6)), needs: match.needs,
            isFallback: isFallback, kind: member.kind, memberVersion: match.record.version)
    }

    private func expectedRole(_ match: Match, isFallback: Bool, phrase: Phrase) -> String {
        if let need = match.needs.first { return role(for: need, phrase: phrase) }
        return isFallback
            ? phrase.pick("待确认是否合适", "to be seen whether it fits")
            : phrase.lead(match.bestCapability ?? match.record.member.displayName)
    }

    /// `讲师`, `场地负责人`; `speaker`, `venue lead`.
    func role(for need: String, phrase: Phrase) -> String {
        fits.entry(of: need)?.isPerson == true ? phrase.capitalised(need) : phrase.lead(need)
    }
}

extension Phrase {
    func lead(_ subject: String) -> String { pick("\(subject)负责人", capitalised("\(subject) lead")) }

    func fallbackReason(_ reason: String) -> String {
        pick("没有成员明显对口，这是现有成员里最接近的：\(reason)", "Nobody fits clearly; this is the closest there is: \(reason)")
    }

    func constraint(_ constraint: MatchResult.Constraint, _ context: Understanding.Context) -> String {
        switch constraint {
        case .place:
            guard let location = context.location else {
                return pick("线上进行，但成员只在线下工作", "it is online and the members work on site only")
            }
            return pick(
                "地点在\(location)，成员都不在当地、也不远程",
                "it is in \(location), and the members are elsewhere and do not work remotely")
        case .date:
            guard let day = context.date ?? context.dateEnd else { return pick("时间", "the date") }
            return pick(
                "时间是\(date(day))，成员没空或来不及准备",
                "it is on \(date(day)), when the members are not free or it is too short notice")
        case .size:
            guard let count = context.expectedAttendees else { return pick("人数", "the number of people") }
            return pick("人数有\(count)人，超出成员能接待的规模", "\(count) people are more than the members can take")
        }
    }
}
