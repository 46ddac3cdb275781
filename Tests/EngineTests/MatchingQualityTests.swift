import Testing

@testable import Engine

@Suite("Matching on the bundled members")
struct MatchingQualityTests {
    @Test("the regression demands find their members; the figures are printed")
    func regression() async throws {
        let ranking = MemberRanking(members: Members(try MatchingData.bundled()))
        let demands = try MatchingData.demands()
        #expect(demands.count == 60)
        for language in ["zh", "en"] {
            var first = 0, five = 0
            var recall = 0.0
            let own = demands.filter { $0.language == language }
            for demand in own {
                let found = try await ranking.rank(demand.text, at: Fixtures.now, limit: 10, maxCandidates: 10).entries
                    .map(\.match.record.member.id)
                let expected = Set(demand.expected)
                if let top = found.first, expected.contains(top) { first += 1 }
                if found.prefix(5).contains(where: expected.contains) { five += 1 }
                recall += Double(expected.intersection(found).count) / Double(expected.count)
            }
            let percent = Int((recall / Double(own.count) * 100).rounded())
            print("matching \(language), \(own.count) demands: hit@1 \(first), hit@5 \(five), recall@10 \(percent) %")
            let floor = MatchingQualityTests.floors[language] ?? (first: 0, five: 0, recall: 0)
            #expect(first >= floor.first)
            #expect(five >= floor.five)
            #expect(percent >= floor.recall)
        }
    }

    /// What was reached and must not be lost again.
    static let floors = ["zh": (first: 15, five: 21, recall: 65), "en": (first: 11, five: 17, recall: 72)]

    @Test("the invited cover every need that anybody serves, in at least 190 of 200 generated demands")
    func coverage() async throws {
        let members = try MatchingData.bundled()
        let ranking = MemberRanking(members: Members(members))
        var random = SeededGenerator(seed: 20_261_125)
        let vocabulary = Vocabulary.standard
        let served = Set(members.flatMap { $0.capabilities.flatMap { vocabulary.concepts(of: $0.name) } })
        let concepts = served.sorted().map { vocabulary.concepts[$0] }
            .filter { $0.kind == .skill || $0.kind == .resource }
        let profiles = members.map { member in
            (member: member, capabilities: member.capabilities.map(NeedFit.standard.profile))
        }
        var covered = 0
        var missed: [String] = []
        for number in 0..<200 {
            let language: Language = number % 2 == 0 ? .chinese : .english
            let wanted = concepts.shuffled(using: &random).prefix(Int.random(in: 2...6, using: &random))
            let place = ["", "北京", "上海", "London"].randomElement(using: &random) ?? ""
            let text = MatchingQualityTests.text(wanted.map { $0.name(language) }, place: place, language: language)
            let found = try await ranking.rank(text, at: Fixtures.now, limit: 10, maxCandidates: 10)
            let context = found.understanding.context
            let open = found.understanding.capabilityTags.filter { need in
                let able = profiles.filter { MatchingQualityTests.serves($0, need, context) }.map(\.member.id)
                return !able.isEmpty && !able.contains(where: found.invited.contains)
            }
            #expect(!found.understanding.capabilityTags.isEmpty, "\(text)")
            if open.isEmpty { covered += 1 } else { missed.append("\(text) → \(open)") }
        }
        print("needs coverage: \(covered) of 200")
        #expect(covered >= 190, "\(missed.joined(separator: "\n"))")
    }

    private static func text(_ needs: [String], place: String, language: Language) -> String {
        switch language {
        case .chinese: (place.isEmpty ? "" : "在\(place)，") + "需要" + needs.joined(separator: "、")
        case .english: "I need " + needs.joined(separator: ", ") + (place.isEmpty ? "" : " in \(place)")
        }
    }

    /// Said without the matcher: a capability names the need, and place and way of working allow it.
    private static func serves(
        _ profile: (member: Member, capabilities: [NeedFit.Profile]), _ need: String, _ context: Understanding.Context
    ) -> Bool {
        let wanted = NeedFit.standard.profile([need])
        let serves = profile.capabilities.contains {
            NeedFit.standard.fit(need: wanted, capability: $0) >= NeedFit.threshold
        }
        guard serves, let location = context.location else { return serves }
        switch PlaceCheck.placement(of: profile.member, at: location) {
        case .here, .unknown: return true
        case .elsewhere:
            return profile.member.remote == true && NeedFit.standard.entry(of: need)?.isOnSite != true
        }
    }
}
