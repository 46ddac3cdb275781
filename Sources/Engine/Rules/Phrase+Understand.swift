/// What a demand may leave open.
enum OpenPoint: String, CaseIterable {
    case need, date, place, size, budget
}

extension Phrase {
    func question(_ point: OpenPoint) -> String {
        switch point {
        case .need: pick("最希望别人帮你做什么？", "What would you most like somebody to do for you?")
        case .date: pick("打算什么时候进行，或者最晚什么时候要完成？", "When should it happen, or by when must it be done?")
        case .place: pick("在哪个城市进行，还是线上也可以？", "Which city is it in, or would online do?")
        case .size: pick("大概有多少人参加？", "About how many people will take part?")
        case .budget: pick("预算大概是多少？", "What is the budget, roughly, and in which currency?")
        }
    }

    func openPoint(_ point: OpenPoint) -> String {
        switch point {
        case .need: pick("还看不出具体需要什么样的帮助", "It is not clear yet what kind of help is wanted")
        case .date: pick("没有提到时间", "No date is mentioned")
        case .place: pick("没有提到地点", "No place is mentioned")
        case .size: pick("没有提到人数", "The number of people is not mentioned")
        case .budget: pick("没有提到预算", "No budget is mentioned")
        }
    }

    func implied(_ need: String, by activity: String) -> String {
        pick("按「\(activity)」的常规推测需要\(need)，原文没有写明", "“\(activity)” usually takes: \(need). The text does not say so")
    }
}
