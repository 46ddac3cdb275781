/// The engine's own sentences about a negotiation, in the language of the demand.
struct Wording {
    private let isChinese: Bool

    init(_ language: Language) {
        isChinese = language == .chinese
    }

    private func say(_ chinese: String, _ english: String) -> String { isChinese ? chinese : english }

    var notNeeded: String {
        say("这一版方案里的任务已由其他成员承担", "Other members already cover what this version of the plan needs")
    }

    var cancelled: String { say("需求方取消了这次协商", "The requester cancelled this demand") }
    var cancelledByOperator: String { say("运营方终止了这次协商", "The operator cancelled this demand") }

    var ranOutOfTime: String {
        say("在规定时间内没有走到邀请成员这一步", "The time allowed was over before members could be invited")
    }

    func nobodyToAsk(_ why: CandidateChoice.Nobody, constraint: String?) -> String {
        switch why {
        case .noMembers: return say("网络里还没有成员，无人可邀请", "The network has no members yet, so there is nobody to ask")
        case .allExcluded:
            guard let constraint, !constraint.isEmpty else {
                return say("没有成员符合这些硬性条件", "No member meets the hard constraints of this demand")
            }
            return say("没有成员符合硬性条件：\(constraint)", "No member meets the hard constraints: \(constraint)")
        }
    }

    func agreed(
        _ status: DemandOutcome, rounds: Int, confirmed: Int, optional: Int, declined: Int, withdrawn: Int
    ) -> String {
        var parts: [String] =
            status == .finalized
            ? [
                say(
                    "经过 \(rounds) 轮协商达成一致：\(confirmed) 位成员确认参与",
                    "Agreed after \(counted(rounds, "round")): \(counted(confirmed, "member")) confirmed")
            ]
            : [
                say(
                    "协商轮次或时间用尽，未完全一致：\(confirmed) 位成员确认参与",
                    "Closed without full agreement after \(counted(rounds, "round")): \(counted(confirmed, "member")) confirmed"
                )
            ]
        if optional > 0 { parts.append(say("\(optional) 位未最终确认", "\(optional) not finally confirmed")) }
        if declined > 0 { parts.append(say("\(declined) 位谢绝", "\(declined) declined")) }
        if withdrawn > 0 { parts.append(say("\(withdrawn) 位退出", "\(withdrawn) withdrew")) }
        return parts.joined(separator: say("，", ", ")) + say("。", ".")
    }

    func failed(_ code: FailureCode, asked: [NegotiationFailed.Asked]) -> String {
        let facts = answers(asked)
        switch code {
        case .noParticipants:
            return say("没有成员愿意参与：\(facts)。", "Nobody offered to take part: \(facts).")
        case .allWithdrawn:
            return say("所有参与者都已退出：\(facts)。", "Everybody who took part has withdrawn: \(facts).")
        case .allRemoved:
            return say("所有参与者都已被移出：\(facts)。", "Everybody who took part was removed: \(facts).")
        case .noFeedback:
            return say("没有任何参与者对方案表态：\(facts)。", "No participant gave an opinion on the plan: \(facts).")
        case .majorityReject:
            return say("至少一半的参与者不接受方案：\(facts)。", "At least half of the participants do not accept the plan: \(facts).")
        case .noConsensus:
            return say("协商轮次用尽，没有人接受最后的方案：\(facts)。", "After the last round nobody had accepted the plan: \(facts).")
        case .timeout:
            return say(
                "协商超出了规定的总时间，且没有人接受方案：\(facts)。", "The time allowed is over and nobody had accepted a plan: \(facts).")
        case .cancelled: return cancelled
        }
    }

    private func answers(_ asked: [NegotiationFailed.Asked]) -> String {
        let order: [CompromiseRequest.Answer] = [.participate, .conditional, .decline, .silent, .withdrew, .removed]
        let counts = order.map { answer in (answer, asked.count { $0.answer == answer }) }.filter { $0.1 > 0 }
        let head = say("共邀请 \(asked.count) 位", "\(asked.count) invited")
        let rest = counts.map { answer, count in
            switch answer {
            case .participate: say("\(count) 位愿意参与", "\(count) offered")
            case .conditional: say("\(count) 位有条件参与", "\(count) offered with conditions")
            case .decline: say("\(count) 位谢绝", "\(count) declined")
            case .silent: say("\(count) 位没有回应", "\(count) did not answer")
            case .withdrew: say("\(count) 位退出", "\(count) withdrew")
            case .removed: say("\(count) 位被移出", "\(count) removed")
            case .unasked: ""
            }
        }
        return ([head] + rest).joined(separator: say("，", ", "))
    }

    func childFailed(_ code: String) -> String {
        switch code {
        case "no_candidates": say("找不到能补上这个缺口的成员", "No member was found who could fill this gap")
        case FailureCode.timeout.rawValue: say("子网络在规定时间内没有结果", "The sub-network ran out of time")
        case FailureCode.noParticipants.rawValue: say("受邀成员都没有参与", "None of the invited members took part")
        default: say("子网络没有谈成", "The sub-network did not reach an agreement")
        }
    }

    func advice(for gap: Gap) -> String {
        if let solution = gap.potentialSolutions.first { return solution }
        return say("请在网络之外寻找：\(gap.requirement)", "Look for this outside the network: \(gap.requirement)")
    }

    func merged(names: [String], gap: Gap) -> String {
        let people = names.joined(separator: say("、", ", "))
        return say(
            "子网络为“\(gap.requirement)”补充了 \(people)；其余分工与表决时相同，没有重新投票。",
            "The sub-network added \(people) for “\(gap.requirement)”; all other roles stand as voted, and nobody voted again."
        )
    }

    private func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
