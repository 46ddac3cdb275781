internal import Engine

/// What model calls cost, per demand and in all. Money is set aside before a call, the most that it can cost, so that calls that
/// run at once do not pass a limit together.
struct Ledger: Sendable {
    private struct Account: Sendable {
        var spent: Double = 0
        var reserved: Double = 0
    }

    /// US dollars; nil: no limit.
    let perDemand: Double?
    let total: Double?
    private var all = Account()
    private var accounts: [DemandID: Account] = [:]

    private static let mostAccounts = 4_096

    init(perDemand: Double?, total: Double?) {
        self.perDemand = perDemand
        self.total = total
    }

    var spent: Double { all.spent }

    func spent(by demand: DemandID) -> Double { accounts[demand]?.spent ?? 0 }

    /// Whether the money for a call is there once all that runs now has ended at no cost.
    /// - Parameter known: what the demand has cost by its log; counts when it is more than what was seen here (after a restart).
    func canEverReserve(_ amount: Double, for demand: DemandID, known: Double) -> Bool {
        isWithin(amount, demand: demand, known: known, reserved: (0, 0))
    }

    /// Whether the money for a call is there now.
    func canReserve(_ amount: Double, for demand: DemandID, known: Double) -> Bool {
        isWithin(amount, demand: demand, known: known, reserved: (all.reserved, accounts[demand]?.reserved ?? 0))
    }

    private func isWithin(
        _ amount: Double, demand: DemandID, known: Double, reserved: (all: Double, demand: Double)
    ) -> Bool {
        if let total, all.spent + reserved.all + amount > total { return false }
        if let perDemand, max(spent(by: demand), known) + reserved.demand + amount > perDemand { return false }
        return true
    }

    mutating func reserve(_ amount: Double, for demand: DemandID, known: Double) {
        forgetSettled()
        all.reserved += amount
        var account = accounts[demand] ?? Account()
        account.reserved += amount
        account.spent = max(account.spent, known)
        accounts[demand] = account
    }

    /// - Parameter cost: what it really was; 0 when nothing came back.
    mutating func settle(_ amount: Double, cost: Double, for demand: DemandID) {
        all.reserved = max(0, all.reserved - amount)
        all.spent += cost
        guard var account = accounts[demand] else { return }
        account.reserved = max(0, account.reserved - amount)
        account.spent += cost
        accounts[demand] = account
    }

    /// Demands' logs know what they have cost, so accounts without calls can go.
    private mutating func forgetSettled() {
        guard accounts.count >= Ledger.mostAccounts else { return }
        accounts = accounts.filter { $0.value.reserved > 0 }
    }
}
