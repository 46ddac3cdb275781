/// What holds for every decider's results, whoever decided (`docs/events.md`): only ids that were put in come out, numbers are
/// clamped, lengths limited, duplicates merged, hostile characters replaced.
public enum DecisionValidator {
    static func line(_ text: String) -> String { TextLimit.tidy(text, TextLimit.line) }
    static func text(_ text: String) -> String { TextLimit.tidy(text, TextLimit.text) }
    static func name(_ text: String) -> String { TextLimit.tidy(text, TextLimit.name) }

    /// Tidied, without empty entries and repetitions, at most twenty.
    static func list(_ items: [String], _ limit: Int = TextLimit.line) -> [String] {
        var result: [String] = []
        for item in items where result.count < TextLimit.list {
            let tidy = TextLimit.tidy(item, limit)
            if !tidy.isEmpty, !result.contains(tidy) { result.append(tidy) }
        }
        return result
    }

    /// Decision 1.
    public static func understanding(_ understanding: Understanding) -> Understanding {
        var result = understanding
        result.surfaceDemand = text(result.surfaceDemand)
        result.depth.motivation = text(result.depth.motivation)
        if !["event", "design", "development", "sharing", "general", "sub_demand"].contains(result.depth.type) {
            result.depth.type = "general"
        }
        result.depth.keywords = list(result.depth.keywords, TextLimit.name)
        result.depth.location = result.depth.location.map(name).flatMap { $0.isEmpty ? nil : $0 }
        result.depth.resourceRequirements = list(result.depth.resourceRequirements, TextLimit.name)
        result.capabilityTags = list(result.capabilityTags, TextLimit.name)
        result.uncertainties = list(result.uncertainties)
        result.context.location = result.context.location.map(name).flatMap { $0.isEmpty ? nil : $0 }
        if let count = result.context.expectedAttendees { result.context.expectedAttendees = count > 0 ? min(count, 1_000_000) : nil }
        if let scale = result.depth.scale {
            result.depth.scale = scale.peopleCount > 0 ? Understanding.Scale(peopleCount: min(scale.peopleCount, 1_000_000)) : nil
        }
        if let budget = result.context.budget, !isSum(budget.amount, budget.currency) { result.context.budget = nil }
        if let first = result.context.date, let last = result.context.dateEnd, last < first { result.context.dateEnd = nil }
        result.questions = list(result.questions.map(\.text)).prefix(3).enumerated().map { index, text in
            Understanding.Question(id: "q\(index + 1)", text: text)
        }
        return result
    }

    static func isSum(_ amount: Double, _ currency: String) -> Bool {
        amount.isFinite && amount >= 0 && amount <= 1e12 && currency.utf8.count == 3
            && currency.utf8.allSatisfy { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }
    }

    /// Decision 2: only known members, each once with the better score; best first, at most `maxCandidates`.
    /// - Parameter known: the active members by id; name, kind and version come from there.
    public static func candidates(_ candidates: [Candidate], maxCandidates: Int, known: [String: MemberRecord]) -> [Candidate] {
        var best: [String: Candidate] = [:]
        for candidate in candidates {
            guard let record = known[candidate.agentID], record.isActive else { continue }
            var result = candidate
            result.displayName = name(record.member.displayName)
            result.kind = record.member.kind
            result.memberVersion = record.version
            result.reason = line(candidate.reason)
            result.expectedRole = line(candidate.expectedRole)
            result.relevanceScore = max(0, min(100, candidate.relevanceScore))
            let names = Set(record.member.capabilities.map(\.name))
            let own = candidate.capabilities.filter(names.contains)
            result.capabilities = list(own.isEmpty ? record.member.capabilities.map(\.name) : own, TextLimit.name)
            result.needs = list(candidate.needs, TextLimit.name)
            if let other = best[candidate.agentID], other.relevanceScore >= result.relevanceScore { continue }
            best[candidate.agentID] = result
        }
        let sorted = best.values.sorted {
            $0.relevanceScore != $1.relevanceScore ? $0.relevanceScore > $1.relevanceScore : $0.agentID < $1.agentID
        }
        return Array(sorted.prefix(max(0, min(10, maxCandidates))))
    }

    /// Decision 3: `negotiate` without points is an `offer`, `conditional` without conditions is `participate`.
    public static func offer(_ offer: Offer) -> Offer {
        var result = offer
        result.contribution = text(offer.contribution)
        result.reasoning = text(offer.reasoning)
        result.declineReason = text(offer.declineReason)
        result.suggestedRole = line(offer.suggestedRole)
        result.availabilityNote = line(offer.availabilityNote)
        result.needs = list(offer.needs, TextLimit.name)
        result.confidence = max(0, min(100, offer.confidence))
        var seen: Set<String> = []
        result.conditions = Array(
            offer.conditions.map(condition).filter { !$0.id.isEmpty && seen.insert($0.id).inserted }.prefix(TextLimit.list))
        result.negotiationPoints = points(offer.negotiationPoints)
        if let price = offer.price, !isSum(price.amount, price.currency) { result.price = nil }
        if result.decision == .decline {
            result.conditions = []
            result.negotiationPoints = []
        } else {
            result.declineReason = ""
        }
        if result.decision == .conditional, result.conditions.isEmpty { result.decision = .participate }
        if result.negotiationPoints.isEmpty { result.responseType = .offer }
        if result.responseType == .offer { result.negotiationPoints = [] }
        return result
    }

    private static func condition(_ condition: Condition) -> Condition {
        var result = condition
        result.id = name(condition.id)
        result.text = line(condition.text)
        switch condition.value {
        case .number(let number): result.value = .number(number.isFinite ? number : 0)
        case .text(let value): result.value = .text(line(value))
        case .list(let values): result.value = .list(list(values))
        }
        return result
    }

    static func points(_ points: [NegotiationPoint]) -> [NegotiationPoint] {
        var seen: Set<NegotiationPoint> = []
        let tidy = points.map {
            NegotiationPoint(
                aspect: name($0.aspect), currentValue: line($0.currentValue), desiredValue: line($0.desiredValue), reason: line($0.reason))
        }
        return Array(tidy.filter { (!$0.aspect.isEmpty || !$0.desiredValue.isEmpty) && seen.insert($0).inserted }.prefix(TextLimit.list))
    }

    /// Decision 5: points belong to `negotiate` alone.
    public static func vote(_ vote: Vote) -> Vote {
        var result = vote
        result.adjustmentRequest = text(vote.adjustmentRequest)
        result.reasoning = text(vote.reasoning)
        result.concerns = list(vote.concerns)
        result.negotiationPoints = vote.kind == .negotiate ? points(vote.negotiationPoints) : []
        result.satisfaction = max(0, min(100, vote.satisfaction))
        return result
    }

    /// Decision 7: without repetitions, most important first.
    public static func gaps(_ gaps: [Gap]) -> [Gap] {
        var seen: Set<String> = []
        let tidy = gaps.map { gap in
            var result = gap
            result.gapID = ""
            result.isClosed = false
            result.importance = max(0, min(100, gap.importance))
            result.description = text(gap.description)
            result.requirement = text(gap.requirement)
            result.suggestedSubDemand = gap.suggestedSubDemand.map(text).flatMap { $0.isEmpty ? nil : $0 }
            result.suggestedTags = list(gap.suggestedTags, TextLimit.name)
            result.affectedAspects = list(gap.affectedAspects)
            result.potentialSolutions = list(gap.potentialSolutions)
            return result
        }
        // One gap a need; a model's wording of what the rules found already is the same gap.
        let unique = tidy.filter { gap in
            let subject = gap.suggestedTags.isEmpty ? gap.requirement + "|" + gap.description : gap.suggestedTags.sorted().joined(separator: "|")
            let kind = gap.kind == .resource ? Gap.Kind.capability : gap.kind
            return !(gap.description.isEmpty && gap.requirement.isEmpty) && seen.insert(kind.rawValue + "|" + subject).inserted
        }
        return Array(unique.enumerated().sorted {
            $0.element.importance != $1.element.importance ? $0.element.importance > $1.element.importance : $0.offset < $1.offset
        }.map(\.element).prefix(TextLimit.list))
    }

    /// Decision 9: names only people who were asked.
    /// - Parameter known: names by id of everybody who was asked.
    public static func compromise(_ compromise: Compromise, known: [String: String]) -> Compromise {
        var result = compromise
        result.type = "compromise"
        result.summary = text(compromise.summary)
        var seen: Set<String> = []
        result.possibleNow = Array(compromise.possibleNow.compactMap { possible -> Compromise.Possible? in
            guard let displayName = known[possible.agentID], seen.insert(possible.agentID).inserted else { return nil }
            return Compromise.Possible(
                agentID: possible.agentID, displayName: name(displayName), contribution: text(possible.contribution),
                conditions: list(possible.conditions))
        }.prefix(TextLimit.list))
        result.unresolved = list(compromise.unresolved)
        result.alternatives = list(compromise.alternatives)
        result.nextSteps = list(compromise.nextSteps)
        return result
    }
}
