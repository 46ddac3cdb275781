import Synchronization

/// How much each client has used of an allowance that fills up again by itself: the generic cell rate algorithm (ITU-T I.371), one
/// number a client, the moment at which its debt is paid.
///
/// The table is bounded, and filling it cannot free anybody from their debt:
/// - Two generations are kept. Every `generationLength`, which is longer than any debt lasts, the older one is dropped: all who
///   are only in it owe nothing any more. So forgetting costs nothing and loses nothing.
/// - When the table is full, who is not in it is counted in one of `sharedPlaces` places, chosen by a hash with a random seed. Newcomers then share an allowance with some others until the attack is over; nobody who is in the table is
///   evicted, and which place an address has cannot be computed from outside.
///
/// Not `Sendable`: its owner has a lock.
struct ClientTable {
    private static let sharedPlaces = 4_096

    private var young: [ClientAddress: Int64] = [:]
    private var old: [ClientAddress: Int64] = [:]
    private var shared = [Int64](repeating: 0, count: sharedPlaces)
    private var youngSince: Int64?
    private let capacity: Int
    private let generationLength: Int64

    /// - Parameters:
    ///   - capacity: clients in the table, 1….
    ///   - generationLength: nanoseconds, at least the longest debt.
    init(capacity: Int, generationLength: Int64) {
        self.capacity = max(1, capacity)
        self.generationLength = max(1, generationLength)
    }

    private mutating func rotate(_ now: Int64) {
        guard let since = youngSince else {
            youngSince = now
            return
        }
        guard now - since >= generationLength else { return }
        old = now - since >= 2 * generationLength ? [:] : young
        young = [:]
        youngSince = now
    }

    private func place(_ client: ClientAddress) -> Int {
        var hasher = Hasher()
        hasher.combine(client)
        return Int(UInt(bitPattern: hasher.finalize()) % UInt(ClientTable.sharedPlaces))
    }

    /// The moment at which `client` owes nothing.
    private func paidAt(_ client: ClientAddress) -> Int64? { young[client] ?? old[client] }

    /// Nanoseconds until `client` may take one more; 0: now.
    /// - Parameters:
    ///   - interval: nanoseconds in which one use is paid.
    ///   - burst: 1… uses at once.
    mutating func wait(_ client: ClientAddress, interval: Int64, burst: Int, now: Int64) -> Int64 {
        rotate(now)
        let debt = max(0, (paidAt(client) ?? (isFull ? shared[place(client)] : now)) - now)
        return max(0, debt - interval * Int64(burst - 1))
    }

    /// Charges one use.
    mutating func charge(_ client: ClientAddress, interval: Int64, now: Int64) {
        rotate(now)
        if let known = paidAt(client) {
            old[client] = nil
            young[client] = max(known, now) + interval
        } else if isFull {
            let place = place(client)
            shared[place] = max(shared[place], now) + interval
        } else {
            young[client] = now + interval
        }
    }

    /// Takes one charge back.
    mutating func refund(_ client: ClientAddress, interval: Int64, now: Int64) {
        rotate(now)
        if let known = paidAt(client) {
            old[client] = nil
            young[client] = max(now, known - interval)
        } else if isFull {
            let place = place(client)
            shared[place] = max(now, shared[place] - interval)
        }
    }

    private var isFull: Bool { count >= capacity }

    /// Clients in the table that owe something.
    func activeCount(_ now: Int64) -> Int {
        young.values.count { $0 > now } + old.values.count { $0 > now }
    }

    /// Clients in the table.
    var count: Int { young.count + old.count }
}
