import Testing

@testable import Engine

@Suite("Rules: a price that the budget does not cover")
struct RulesPriceTests {
    /// Two who are asked for by a demand whose budget the first one's price goes beyond.
    private func plan(openness: Int, asks amount: Double) async throws -> (
        understanding: Understanding, plan: Proposal, participants: [Participant]
    ) {
        let understanding = try await Fixtures.understand("下个月想做一个预约平台，预算20000元，需要后端开发和测试")
        let style = Member.Style(openness: openness, patience: 80, detail: 40)
        let members = [
            Fixtures.member(
                "dev", "老闻", skills: [("后端开发", [])], price: Fixtures.cny(amount, negotiable: true), style: style),
            Fixtures.member("test", "小可", skills: [("测试", [])], price: Fixtures.cny(2_000), style: style),
        ]
        let (plan, participants) = try await Fixtures.compose(members, understanding)
        return (understanding, plan, participants)
    }

    @Test("the sum in 一场30000元 is what the others leave of the budget, not one yuan")
    func sumIsRead() async throws {
        let (_, plan, participants) = try await plan(openness: 90, asks: 30_000)
        #expect(participants.map(\.offer.negotiationPoints.first?.desiredValue) == ["一场30000元", nil])
        #expect(plan.assignments.first { $0.agentID == "dev" }?.price?.amount == 18_000)
    }

    @Test("whoever gets the sum they named is content, whatever the fractions", arguments: [21, 44, 57, 88, 93])
    func namedSumIsEnough(openness: Int) async throws {
        var (understanding, plan, participants) = try await plan(openness: openness, asks: 33_333.33)
        let index = try #require(plan.assignments.firstIndex { $0.agentID == "dev" })
        plan.assignments[index].price?.amount = 1_000
        let wish = try #require(try await Fixtures.vote(participants[0], plan, understanding))
        #expect(wish.kind == .negotiate)
        let sum = try #require(
            wish.negotiationPoints.first { $0.aspect == "price" }.flatMap {
                ConditionCheck.number(.text($0.desiredValue))
            })
        plan.assignments[index].price?.amount = sum
        let vote = try await Fixtures.vote(participants[0], plan, understanding, previous: wish, round: 2)
        #expect(vote?.kind == .accept)
    }
}
