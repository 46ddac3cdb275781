/// What a request is about, by its words.
enum PointKind: String {
    case time, price, place, size, role, scope, other

    init(_ point: NegotiationPoint) {
        if let kind = PointKind.words(point.aspect) {
            self = kind
        } else {
            self = PointKind.words(point.desiredValue + " " + point.reason) ?? .other
        }
    }

    init(text: String) { self = PointKind.words(text) ?? .other }

    private static func words(_ text: String) -> PointKind? {
        let folded = FoldedText(text, limit: 400)
        if let exact = PointKind(rawValue: folded.folded(0..<folded.count)) { return exact }
        return table.first { entry in entry.1.contains { folded.contains($0) } }?.0
    }

    private static let table: [(PointKind, [String])] = [
        (.price, ["价格", "报价", "费用", "预算", "报酬", "酬劳", "薪酬", "price", "budget", "fee", "pay", "payment", "cost", "rate", "amount"]),
        (.time, ["时间", "日期", "档期", "推迟", "提前", "改期", "time", "date", "schedule", "deadline", "postpone", "reschedule", "day", "notice"]),
        (.place, ["地点", "场所", "远程", "线上", "place", "location", "remote", "online", "city"]),
        (.size, ["人数", "规模", "size", "head-count", "headcount", "capacity", "attendees", "number of people"]),
        (.role, ["角色", "职责", "分工", "岗位", "role", "responsibility", "position", "task"]),
        (.scope, ["范围", "工作量", "内容", "细节", "交付", "scope", "workload", "detail", "details", "deliverable", "specifics"]),
    ]
}
