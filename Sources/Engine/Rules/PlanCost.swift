/// What the prices of a plan come to, as far as they can be added up.
struct PlanCost {
    /// In the currency of the budget, or of the first price when there is none.
    private(set) var total: Money?
    /// How many prices are in `total`.
    private(set) var count = 0
    /// Whose prices could not be added: by the hour, in another currency.
    private(set) var others: [String] = []
    var isPartial: Bool { !others.isEmpty }

    init(_ assignments: [Proposal.Assignment], understanding: Understanding, days: Int?) {
        let context = understanding.context
        for assignment in assignments {
            guard let price = assignment.price else { continue }
            let currency = context.budget?.currency ?? total?.currency ?? price.currency
            guard price.currency == currency,
                let sum = PlanCost.sum(price, needs: assignment.needs, context: context, days: days)
            else {
                others.append(assignment.displayName)
                continue
            }
            total = Money(amount: (total?.amount ?? 0) + sum, currency: currency)
            count += 1
        }
    }

    /// What one price comes to: food is paid by the head, a day's rate by the days; nil when it depends on what nobody knows.
    static func sum(_ price: Price, needs: [String], context: Understanding.Context, days: Int?) -> Double? {
        switch price.per {
        case .event: return price.amount
        case .item:
            guard needs.contains(where: { ServiceKind($0) == .catering }) else { return price.amount }
            return context.expectedAttendees.map { price.amount * Double($0) }
        case .day: return days.map { price.amount * Double($0) }
        case .hour: return nil
        }
    }
}
