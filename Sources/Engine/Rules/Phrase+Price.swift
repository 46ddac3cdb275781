/// Money, as people say it.
extension Phrase {
    func money(_ money: Money) -> String { amount(money.amount, money.currency) }

    func amount(_ value: Double, _ currency: String) -> String {
        let number = language == .chinese ? number(value) : grouped(value)
        switch (currency, language) {
        case ("CNY", .chinese): return number + "元"
        case ("USD", .chinese): return number + "美元"
        case ("EUR", .chinese): return number + "欧元"
        case ("GBP", .chinese): return number + "英镑"
        case ("JPY", .chinese): return number + "日元"
        case ("HKD", .chinese): return number + "港元"
        case ("CNY", .english): return number + " yuan"
        case ("USD", .english): return "US$" + number
        case ("EUR", .english): return "€" + number
        case ("GBP", .english): return "£" + number
        default: return number + " " + currency
        }
    }

    /// `12,500`.
    private func grouped(_ value: Double) -> String {
        let text = number(value)
        let whole = text.prefix { $0.isNumber }
        var result = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return result + text.dropFirst(whole.count)
    }

    /// The price of serving `needs`; an item is a portion, a piece or a call, as the work has it.
    func price(_ price: Price, for needs: [String] = []) -> String {
        let sum = amount(price.amount, price.currency)
        let service = needs.first.map { ServiceKind($0) }
        switch price.per {
        case .hour: return pick("每小时\(sum)", "\(sum) an hour")
        case .day: return pick("每天\(sum)", "\(sum) a day")
        case .event:
            switch service {
            case .venue, .catering, .person, .thing: return pick("一场\(sum)", "\(sum) for the event")
            case nil, .work: return pick("一场\(sum)", "\(sum) an event")
            default: return pick("每次\(sum)", "\(sum) each time")
            }
        case .item:
            switch service {
            case .catering: return pick("每份\(sum)", "\(sum) a portion")
            case .visit, .advice, .transport: return pick("每单\(sum)", "\(sum) a job")
            default: return pick("每件\(sum)", "\(sum) a piece")
            }
        }
    }

    /// The price, and what it comes to for this demand when that is more than the one number.
    func price(_ price: Price, for needs: [String], _ context: Understanding.Context, kind: WorkKind) -> String {
        let text = self.price(price, for: needs)
        guard price.per == .item || price.per == .day,
            let sum = PlanCost.sum(price, needs: needs, context: context, days: nil), sum > price.amount,
            let count = context.expectedAttendees
        else { return text }
        let total = amount(sum, price.currency)
        return text + pick("，\(count)份合计\(total)", ", \(total) for \(count)")
    }

    /// What the known prices come to, beside the budget.
    func costNote(_ cost: PlanCost, budget: Money?) -> String {
        guard let total = cost.total else { return "" }
        let sum = money(total)
        let names = list(Array(cost.others.prefix(3)))
        let rest = cost.isPartial ? pick("（\(names)的另算）", " (plus \(names))") : ""
        let known =
            cost.count == 1
            ? pick("已报的价是\(sum)", "the price named is \(sum)") : pick("报价合计\(sum)", "the prices come to \(sum)")
        guard let budget, budget.currency == total.currency else {
            return cost.count > 1 ? known + rest : ""
        }
        let over = total.amount - budget.amount
        return over <= 0
            ? known + pick("，在\(money(budget))的预算之内\(rest)", ", within the budget of \(money(budget))\(rest)")
            : known
                + pick(
                    "，比\(money(budget))的预算多\(amount(over, budget.currency))\(rest)",
                    ", \(amount(over, budget.currency)) above the budget of \(money(budget))\(rest)")
    }
}
