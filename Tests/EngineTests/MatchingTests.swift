import Testing

@testable import Engine

@Suite("The matcher finds members")
struct MatchingTests {
    func match(
        _ text: String, _ needs: [String], language: Language = .chinese, context: Understanding.Context = .init(),
        avoid: Set<String> = [],
        members: [Member] = Fixtures.all, limit: Int = 50
    ) async -> MatchResult {
        await MemberMatcher(source: Members(members)).match(
            MatchQuery(
                text: text, needs: needs, context: context, language: language, today: Fixtures.today, limit: limit,
                avoid: avoid))
    }

    func date(_ text: String) -> CalendarDate? { CalendarDate(text) }

    @Test("terms keep names of tools whole and pair Han characters")
    func tokens() {
        func words(_ text: String) -> [String] {
            let folded = FoldedText(text)
            return Tokenizer.tokens(folded).map { folded.folded($0.range) }
        }
        #expect(
            words("C++ and C# with Three.js, node.js, 3D and .NET") == [
                "c++", "and", "c#", "with", "three.js", "node.js", "3d", "and", ".net",
            ])
        #expect(words("ＡＰＰ开发") == ["app", "开发"])
        #expect(words("end.Start 2.5") == ["end", "start", "2.5"])
        #expect(Tokenizer.terms(FoldedText("场地")).count == 3)
    }

    @Test(
        "plural and singular are one term",
        arguments: [("speakers", "speaker"), ("parties", "party"), ("classes", "class"), ("boxes", "box")])
    func plural(_ many: String, _ one: String) {
        #expect(
            Tokenizer.wordKey(FoldedText.scalars(of: many)[...]) == Tokenizer.wordKey(FoldedText.scalars(of: one)[...]))
    }

    @Test("words that end in s without being plural keep it", arguments: ["business", "bus", "campus"])
    func notPlural(_ word: String) {
        #expect(Tokenizer.stem(FoldedText.scalars(of: word)[...]).0.count == word.count)
    }

    @Test("every line of the vocabulary is complete and refers to concepts that exist")
    func vocabulary() {
        let lines = Vocabulary.table.split(separator: "\n")
        let vocabulary = Vocabulary.standard
        #expect(lines.count == vocabulary.concepts.count)
        #expect(vocabulary.concepts.count >= 150)
        #expect(Set(vocabulary.concepts.map(\.key)).count == vocabulary.concepts.count)
        for concept in vocabulary.concepts {
            for key in concept.implies + concept.after + concept.related + (concept.parent.map { [$0] } ?? []) {
                #expect(vocabulary[key] != nil, "\(concept.key) → \(key)")
            }
            for language in [Language.chinese, .english] {
                let own = vocabulary.concepts(of: concept.name(language)).map { vocabulary.concepts[$0].key }
                #expect(own.contains(concept.key), "\(concept.name(language)) is read as \(own)")
            }
        }
    }

    @Test("Latin words count between word boundaries only")
    func boundaries() {
        let vocabulary = Vocabulary.standard
        #expect(vocabulary.concepts(of: "chair").isEmpty)
        #expect(vocabulary.concepts(of: "captains").isEmpty)
        #expect(vocabulary.concepts(of: "paint").isEmpty)
    }

    @Test("a Chinese demand finds an English profile and the other way round")
    func bothLanguages() async {
        let chinese = await match("需要一位讲师", ["讲师"])
        #expect(chinese.matches.prefix(2).map(\.record.member.id).contains("speaker-en"))
        let english = await match("I need a venue", ["venue"], language: .english)
        #expect(english.matches.prefix(3).allSatisfy { $0.record.member.id.hasPrefix("venue") })
    }

    @Test("a front-end demand finds the front-end developer first")
    func frontend() async {
        let result = await match("需要前端，会 Three.js", ["前端开发"])
        #expect(result.matches.first?.record.member.id == "dev-front")
        #expect(result.matches.first?.needs == ["前端开发"])
        #expect(result.matches.first?.bestCapability == "前端开发")
    }

    @Test("the reason names the capability and the need in the language of the demand")
    func reason() async {
        let chinese = await match("在北京找场地", ["场地"], context: .init(location: "北京"))
        #expect(chinese.matches.first?.reason.contains("场地") == true)
        let english = await match(
            "a venue in Beijing", ["venue"], language: .english, context: .init(location: "Beijing"))
        #expect(english.matches.first?.reason.contains("venue") == true)
        #expect(english.matches.first?.reason.contains("Beijing") == true)
    }

    @Test("members elsewhere who do not work remotely are excluded")
    func place() async {
        let result = await match("在北京找场地", ["场地"], context: .init(location: "北京"))
        #expect(!result.matches.contains { $0.record.member.id == "venue-sh" })
        #expect(result.exclusions.first == .place)
    }

    @Test("a radius around the city counts")
    func radius() async {
        var near = Fixtures.venue
        near.places = [.init(city: "苏州", radiusKilometres: 120)]
        let result = await match("在上海找场地", ["场地"], context: .init(location: "上海"), members: [near])
        #expect(result.matches.count == 1)
    }

    @Test("somebody without a weekday that fits, or with too little notice, is excluded")
    func dates() async {
        let workday = await match(
            "摄影", ["摄影"], context: .init(date: date("2026-12-05")), members: [Fixtures.photographer])
        #expect(workday.matches.isEmpty)
        #expect(workday.exclusions == [.date])
        let notice = await match("讲师", ["讲师"], context: .init(date: date("2026-11-26")), members: [Fixtures.speaker])
        #expect(notice.exclusions == [.date])
    }

    @Test("a room that is too small is excluded for size")
    func size() async {
        let result = await match("50人场地", ["场地"], context: .init(expectedAttendees: 50), members: [Fixtures.smallVenue])
        #expect(result.matches.isEmpty)
        #expect(result.exclusions == [.size])
    }

    @Test("unknown places, days and sizes exclude nobody")
    func unknown() async {
        let open = Fixtures.member("open", "Open", skills: [("活动场地", [])])
        var odd = Fixtures.member("odd", "Odd", skills: [("活动场地", [])], places: ["某个小镇"])
        odd.remote = false
        let context = Understanding.Context(location: "北京", expectedAttendees: 500, date: date("2026-12-05"))
        #expect(await match("场地", ["场地"], context: context, members: [open, odd]).matches.count == 2)
        let elsewhere = await match("场地", ["场地"], context: .init(location: "Springfield"), members: [Fixtures.venue])
        #expect(elsewhere.matches.count == 1)
    }

    @Test("a remote member who is elsewhere does not serve what happens on site")
    func remoteOnSite() async {
        var remote = Fixtures.shanghaiVenue
        remote.remote = true
        let result = await match("在北京找场地", ["场地"], context: .init(location: "北京"), members: [remote])
        #expect(result.matches.first?.needs == [])
    }

    @Test("those to avoid come after all others that fit")
    func avoid() async {
        let result = await match("讲师", ["讲师"], avoid: ["speaker-ai"])
        let order = result.matches.map(\.record.member.id)
        #expect(order.firstIndex(of: "speaker-en")! < order.firstIndex(of: "speaker-ai")!)
        #expect(order[1] == "speaker-ai")
    }

    @Test("new members are found once the generation changes")
    func generation() async {
        let source = Members([Fixtures.host])
        let matcher = MemberMatcher(source: source)
        let query = MatchQuery(text: "场地", needs: ["场地"], language: .chinese, today: Fixtures.today, limit: 10)
        #expect(await matcher.match(query).totalMembers == 1)
        await source.add(Fixtures.venue)
        #expect(await matcher.match(query).matches.first?.record.member.id == "venue-bj")
    }

    @Test("scores stay between 0 and 100, sorted, and the order is always the same")
    func order() async {
        let first = await match("场地 讲师 主持 摄影 餐饮", ["场地", "讲师", "主持", "摄影", "餐饮"])
        #expect(first == (await match("场地 讲师 主持 摄影 餐饮", ["场地", "讲师", "主持", "摄影", "餐饮"])))
        #expect(first.matches.allSatisfy { (0...100).contains($0.score) })
        #expect(first.matches.map(\.score) == first.matches.map(\.score).sorted(by: >))
    }

    @Test("nobody matches without members, and no member is invented")
    func empty() async {
        let result = await match("场地", ["场地"], members: [])
        #expect(result.matches.isEmpty)
        #expect(result.totalMembers == 0)
        #expect(result.exclusions.isEmpty)
    }

    @Test("an empty capability covers nothing")
    func emptyCapability() async {
        let blank = Fixtures.member("blank", "Blank", skills: [("", [""])])
        #expect(await match("场地", ["场地"], members: [blank]).matches.first?.needs == [])
    }
}
