/// How gaps are told.
extension Phrase {
    func nobody(_ need: String) -> String { pick("\(need)还没有人", "Nobody yet for \(need)") }

    func lost(_ need: String, _ who: Proposal.Assignment?) -> String {
        guard let who else { return pick("\(need)空出来了", "\(capitalised(need)) is open again") }
        return who.standing == .withdrawn
            ? pick(
                "\(need)原来由\(who.displayName)负责，对方退出了", "\(capitalised(need)): \(who.displayName) had it and has left")
            : pick(
                "\(need)原来由\(who.displayName)负责，但对方没有同意",
                "\(capitalised(need)): \(who.displayName) had it but did not agree")
    }

    func lookFor(_ need: String, isLost: Bool) -> String {
        let again = isLost ? pick("另外", "another") : ""
        switch ServiceKind(need) {
        case .venue: return pick("\(again)找一处\(need)", "find \(isLost ? "another" : "a") \(bare(need))")
        case .person, .company: return pick("\(again)找一位\(need)", "find \(isLost ? "another" : "a") \(bare(need))")
        case .catering, .thing:
            return pick("\(again)找人提供\(need)", "find somebody\(isLost ? " else" : "") for \(bare(need))")
        default: return pick("\(again)找人做\(need)", "find somebody\(isLost ? " else" : "") for \(bare(need))")
        }
    }

    func requirement(_ need: String, _ context: Understanding.Context, kind: WorkKind, day: CalendarDate?) -> String {
        let frame = frame(context, kind: kind, day: day)
        return frame.isEmpty ? need : pick("\(need)（\(frame)）", "\(need) \(frame)")
    }

    /// A demand for this one need, as the requester would put it.
    func subDemand(
        _ need: String, _ context: Understanding.Context, kind: WorkKind, day: CalendarDate?, left: Money?
    ) -> String {
        let frame = frame(context, kind: kind, day: day)
        let what: String
        switch ServiceKind(need) {
        case .venue: what = pick("想找一处\(need)", "I need a \(bare(need))")
        case .catering, .thing: what = pick("需要\(need)", "I need \(bare(need))")
        case .person, .company: what = pick("想请一位\(need)", "I am looking for a \(bare(need))")
        case .teaching: what = pick("想找一位老师：\(need)", "I am looking for a teacher: \(bare(need))")
        case .listening: what = pick("想找个人聊聊，听我说说", "I would like somebody to listen and talk with me")
        default: what = pick("想请人做\(need)", "I am looking for somebody to do the \(bare(need))")
        }
        let money = left.map { pick("预算\(self.money($0))以内", "with up to \(self.money($0))") } ?? ""
        return sentence([what, frame, money].filter { !$0.isEmpty }.joined(separator: pick("，", " ")))
    }

    func analysis(_ gaps: [Gap]) -> String {
        guard !gaps.isEmpty else { return pick("要的都有人做了，没有缺口。", "Everything that is needed has somebody.") }
        let serious = gaps.filter { $0.severity == .critical || $0.severity == .high }
        let rest =
            serious.isEmpty
            ? pick("都不耽误开始", "none of which prevents a start")
            : serious.count == gaps.count
                ? pick("要尽快补上", "to be filled soon") : pick("其中\(serious.count)处要尽快补上", "\(serious.count) of them soon")
        return sentences([list(gaps.prefix(4).map(\.description)), rest])
    }
}
