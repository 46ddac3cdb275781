@testable import Engine

/// A small network of varied members.
enum Fixtures {
    static func member(
        _ id: String, _ name: String, _ summary: String = "", skills: [(String, [String])], places: [String] = [],
        remote: Bool? = nil,
        days: [Weekday] = [], notice: Int? = nil, price: Price? = nil, capacity: Member.Capacity? = nil,
        declines: [String] = [],
        style: Member.Style = .balanced, conditions: [Condition] = []
    ) -> Member {
        Member(
            id: id, displayName: name, kind: .auto, summary: summary,
            capabilities: skills.map { Member.Capability(name: $0.0, tags: $0.1, level: nil) }, languages: ["zh"],
            places: places.map { Member.Place(city: $0, radiusKilometres: nil) }, remote: remote,
            availability: days.isEmpty ? [] : [Member.Availability(weekdays: days, from: "09:00", to: "21:00")],
            noticeDays: notice,
            price: price, capacity: capacity, declines: declines, style: style, conditions: conditions,
            publicFields: ["summary"])
    }

    static func cny(_ amount: Double, _ unit: Price.Unit = .event, negotiable: Bool? = nil) -> Price {
        Price(amount: amount, currency: "CNY", per: unit, negotiable: negotiable)
    }

    static let weekend: [Weekday] = [.saturday, .sunday]
    static let workdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]

    static let venue = member(
        "venue-bj", "林间空间", "在北京海淀经营一处社区空间", skills: [("活动场地出租", ["会议室", "投影"])], places: ["北京"],
        price: cny(2000), capacity: .init(min: nil, max: 80),
        conditions: [
            Condition(id: "c1", kind: .other, comparison: .quotes, value: .text("活动结束后恢复原状"), text: "活动结束后恢复原状")
        ])
    static let smallVenue = member(
        "venue-small", "小满茶室", "可容纳二十人的茶室", skills: [("茶室场地", ["小型聚会"])], places: ["北京"],
        capacity: .init(min: nil, max: 20))
    static let shanghaiVenue = member(
        "venue-sh", "外滩会议中心", skills: [("会议室租赁", [])], places: ["上海"], capacity: .init(min: nil, max: 300))
    static let speaker = member(
        "speaker-ai", "周予安", "大模型工程师，常做技术分享", skills: [("AI 主题演讲", ["讲师", "大模型"])], places: ["北京"], days: weekend,
        notice: 3)
    static let english = member(
        "speaker-en", "Maya Collins", "Product leader who speaks about AI products",
        skills: [("Keynote talks on AI products", ["speaker"])], remote: true)
    static let host = member("host-bj", "陈一鸣", "主持过两百多场活动", skills: [("活动主持", ["控场"])], places: ["北京"], days: weekend)
    static let catering = member(
        "catering-bj", "三餐四季", "茶歇与简餐", skills: [("茶歇定制", ["餐饮", "咖啡"])], places: ["北京"],
        price: cny(3000, negotiable: true),
        capacity: .init(min: 20, max: 200))
    static let photographer = member(
        "photo-bj", "阿布", "活动跟拍", skills: [("活动摄影", ["修图"])], places: ["北京"], days: workdays)
    static let designer = member(
        "design-ui", "苏眠", "做过多款 App 的界面", skills: [("UI 设计", ["App", "Figma"]), ("交互原型", [])], remote: true)
    static let poster = member("design-poster", "何青", "", skills: [("海报设计", ["平面设计"])], remote: true)
    static let frontend = member(
        "dev-front", "许言", "React 与 Three.js", skills: [("前端开发", ["React", "Three.js"])], remote: true)
    static let appDeveloper = member(
        "dev-app", "Diego Alvarez", "iOS and Android apps", skills: [("Mobile app development", ["Swift", "Flutter"])],
        remote: true)
    static let backend = member(
        "dev-back", "Priya Nair", "", skills: [("Backend engineering", ["Go", "PostgreSQL"])], remote: true)
    static let listener = member("listen", "夏至", "愿意听你说说话", skills: [("倾听陪伴", ["情绪支持"])], remote: true)
    static let counsellor = member(
        "counsel", "程医生", "心理咨询师", skills: [("心理咨询", ["焦虑"])], remote: true, price: cny(500, .hour))
    static let mover = member("mover", "老王搬家", "", skills: [("搬家服务", ["货车"])], places: ["北京"])
    static let piano = member("piano", "白露", "", skills: [("钢琴教学", [])], places: ["成都"])
    static let guide = member("guide", "阿吉", "大理本地人", skills: [("本地向导", ["导游"])], places: ["大理"])
    static let lawyer = member(
        "lawyer", "Anna Weber", "Contract lawyer in Berlin", skills: [("Contract review", ["legal advice"])],
        places: ["Berlin"], remote: true)
    static let caterEn = member(
        "catering-berlin", "Green Fork", "Vegan catering in Berlin", skills: [("Vegan catering", ["buffet"])],
        places: ["Berlin"])
    static let gardener = member(
        "garden", "Tom", "", skills: [("Gardening", [])], places: ["London"], declines: ["weddings"])

    static let all = [
        venue, smallVenue, shanghaiVenue, speaker, english, host, catering, photographer, designer, poster, frontend,
        appDeveloper, backend,
        listener, counsellor, mover, piano, guide, lawyer, caterEn, gardener,
    ]

    /// Wednesday 25 November 2026, 02:00 UTC.
    static let now = Timestamp(rfc3339: "2026-11-25T02:00:00Z")!
    static let today = CalendarDate(year: 2026, month: 11, day: 25)

    static func decider(_ members: [Member] = all) -> RuleDecider {
        RuleDecider(matcher: MemberMatcher(source: Members(members)))
    }

    static func understand(_ text: String, language: Language? = nil, offset: Int? = nil) async throws -> Understanding
    {
        try await decider().understand(
            UnderstandRequest(
                request: DemandRequest(text: text, language: language, utcOffsetMinutes: offset), submittedAt: now,
                previous: nil, answers: [])
        ).value
    }

    static func candidate(_ member: Member, needs: [String] = [], score: Int = 80) -> Candidate {
        Candidate(
            agentID: member.id, displayName: member.displayName, reason: "fits", relevanceScore: score,
            expectedRole: "role",
            capabilities: member.capabilities.map(\.name), needs: needs, isFallback: false, kind: member.kind,
            memberVersion: 1)
    }

    static func offer(_ member: Member, _ understanding: Understanding) async throws -> Offer? {
        try await decider().answer(
            InvitationRequest(member: member, understanding: understanding, candidate: candidate(member), today: today)
        ).value
    }

    static func participants(_ members: [Member], _ understanding: Understanding) async throws -> [Participant] {
        var result: [Participant] = []
        for (index, member) in members.enumerated() {
            guard let offer = try await offer(member, understanding), offer.isParticipating else { continue }
            result.append(Participant(candidate: candidate(member, score: 90 - index), member: member, offer: offer))
        }
        return result
    }

    static func compose(_ members: [Member], _ understanding: Understanding) async throws -> (
        plan: Proposal, participants: [Participant]
    ) {
        let participants = try await participants(members, understanding)
        let plan = try await decider().compose(
            ComposeRequest(understanding: understanding, today: today, participants: participants, uncovered: [])
        ).value
        return (plan, participants)
    }

    static func vote(
        _ participant: Participant, _ plan: Proposal, _ understanding: Understanding, previous: Vote? = nil,
        round: Int = 1, maxRounds: Int = 3
    ) async throws -> Vote? {
        try await decider().vote(
            VoteRequest(
                member: participant.member, understanding: understanding, today: today, offer: participant.offer,
                proposal: plan,
                assignments: plan.assignments.filter { $0.agentID == participant.member.id }, previousVote: previous,
                round: round,
                maxRounds: maxRounds)
        ).value
    }
}

/// A source whose members a test may change.
actor Members: MemberSource {
    private var records: [MemberRecord]
    private var number: UInt64 = 1

    init(_ members: [Member]) {
        records = members.sorted { $0.id < $1.id }.map { MemberRecord(member: $0, version: 1, isActive: true) }
    }

    func add(_ member: Member) {
        records = (records + [MemberRecord(member: member, version: 1, isActive: true)]).sorted {
            $0.member.id < $1.member.id
        }
        number += 1
    }

    func activeMembers() async -> [MemberRecord] { records }
    func generation() async -> UInt64 { number }
    func member(_ id: String, version: Int) async throws -> Member? { records.first { $0.member.id == id }?.member }
}
