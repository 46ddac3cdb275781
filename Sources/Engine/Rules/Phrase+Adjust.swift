extension Phrase {
    /// The true reason why a plan can not meet a condition, as the end of `because …`.
    func cannotMeet(_ condition: Condition, _ context: Understanding.Context) -> String {
        switch condition.kind {
        case .date, .notice:
            guard let day = context.date ?? context.dateEnd else {
                return pick("找不到合适的日子", "no day could be found that does")
            }
            if let last = context.dateEnd, let first = context.date, first != last {
                return pick("时间只能在\(range(first, last))之内", "it has to be within \(range(first, last))")
            }
            return context.date == nil
                ? pick("最晚\(date(day))就要完成", "it has to be done by \(date(day))")
                : pick("日子定在\(date(day))，改不了", "the day is \(date(day)) and cannot be moved")
        case .price:
            return context.budget.map { pick("预算只有\(money($0))", "the budget is \(money($0))") }
                ?? pick("发起人没有说预算", "the requester has named no budget")
        case .place:
            return context.remote == true
                ? pick("这次在线上进行", "it is online")
                : pick("这次在\(context.location ?? "")进行", "it is in \(context.location ?? "")")
        case .size:
            return context.expectedAttendees.map { pick("这次是\($0)人", "there will be \(people($0))") }
                ?? pick("人数还没定", "the number of people is open")
        case .role: return pick("这次没有这样的分工", "there is no such part this time")
        case .other: return pick("这一点要发起人自己决定", "this is for the requester to decide")
        }
    }
}
