import Synchronization

/// Counts open connections, in all and by client address.
final class ConnectionGate: Sendable {
    enum Admission { case admitted, overFull, refused }

    private struct State {
        var total = 0
        var byAddress: [ClientAddress: Int] = [:]

        mutating func leave(_ key: ClientAddress?) {
            guard let key, let count = byAddress[key] else { return }
            byAddress[key] = count > 1 ? count - 1 : nil
        }
    }

    private let state = Mutex(State())
    private let maximum: Int
    private let maximumPerAddress: Int
    private let trusted: [AddressRange]
    /// How far the total may pass the limit while idle connections are being closed.
    private static let slack = 64

    init(maximum: Int, maximumPerAddress: Int?, trusted: [AddressRange]) {
        self.maximum = maximum
        self.maximumPerAddress = maximumPerAddress ?? max(1, maximum / 4)
        self.trusted = trusted
    }

    /// The key to give back when the connection ends; nil for peers that have no share of their own (proxies, unix sockets).
    func key(for peer: ClientAddress?) -> ClientAddress? {
        guard let peer, !trusted.contains(where: { $0.contains(peer) }) else { return nil }
        return peer.limitKey
    }

    /// `overFull` admits as well and asks the caller to close the longest idle connection.
    func admit(_ key: ClientAddress?) -> Admission {
        state.withLock { state in
            guard state.total < maximum + ConnectionGate.slack else { return .refused }
            if let key {
                guard state.byAddress[key, default: 0] < maximumPerAddress else { return .refused }
                state.byAddress[key, default: 0] += 1
            }
            state.total += 1
            return state.total > maximum ? .overFull : .admitted
        }
    }

    /// A connection became a stream: those have their own limit by address.
    func becameStream(_ key: ClientAddress?) {
        state.withLock { $0.leave(key) }
    }

    /// The last stream of a connection that carries several ended: the connection counts by address again, even above the limit.
    func ceasedToStream(_ key: ClientAddress?) {
        guard let key else { return }
        state.withLock { $0.byAddress[key, default: 0] += 1 }
    }

    func connectionEnded(_ key: ClientAddress?) {
        state.withLock { state in
            state.leave(key)
            state.total -= 1
        }
    }

    func streamEnded() {
        state.withLock { $0.total -= 1 }
    }

    var total: Int { state.withLock { $0.total } }
}
