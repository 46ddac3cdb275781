internal import Engine

/// Waiting calls, in turns between demands: one with many members does not make the others wait for all of them.
struct FairQueue<Item: Sendable>: Sendable {
    private struct Entry: Sendable {
        var number: UInt64
        var item: Item
    }

    /// Whose turn it is, first to last.
    private var turns: [DemandID] = []
    private var waiting: [DemandID: [Entry]] = [:]

    var isEmpty: Bool { turns.isEmpty }
    var items: [Item] { waiting.values.flatMap { $0.map(\.item) } }
    var count: Int { waiting.values.reduce(0) { $0 + $1.count } }

    mutating func append(_ item: Item, number: UInt64, for demand: DemandID) {
        if waiting[demand] == nil { turns.append(demand) }
        waiting[demand, default: []].append(Entry(number: number, item: item))
    }

    /// Removes the first item that `isPossible`, by turns, then by age; its demand goes to the end of the line.
    mutating func take(where isPossible: (Item) -> Bool) -> (number: UInt64, item: Item)? {
        for (turn, demand) in turns.enumerated() {
            guard let index = waiting[demand]?.firstIndex(where: { isPossible($0.item) }),
                let entry = waiting[demand]?.remove(at: index)
            else { continue }
            turns.remove(at: turn)
            if waiting[demand]?.isEmpty == true { waiting[demand] = nil } else { turns.append(demand) }
            return (entry.number, entry.item)
        }
        return nil
    }

    /// False when it is not waiting any more.
    mutating func remove(_ number: UInt64, of demand: DemandID) -> Bool {
        guard let index = waiting[demand]?.firstIndex(where: { $0.number == number }) else { return false }
        waiting[demand]?.remove(at: index)
        if waiting[demand]?.isEmpty == true {
            waiting[demand] = nil
            turns.removeAll { $0 == demand }
        }
        return true
    }
}
