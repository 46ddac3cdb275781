import NIOCore

/// An IP address as 16 bytes; IPv4 is mapped into IPv6 (RFC 4291 §2.5.5.2).
public struct ClientAddress: Sendable, Hashable, CustomStringConvertible {
    let high: UInt64
    let low: UInt64

    /// Nil for anything but an IP address; a unix socket has none.
    public init?(_ text: some StringProtocol) {
        guard let socket = try? SocketAddress(ipAddress: String(text), port: 0) else { return nil }
        self.init(socket)
    }

    init?(_ address: SocketAddress?) {
        guard let address, address.protocol == .inet || address.protocol == .inet6 else { return nil }
        // sockaddr_in has the address at byte 4, sockaddr_in6 at byte 8, both in network order.
        (high, low) = address.withSockAddr { pointer, size in
            let raw = UnsafeRawBufferPointer(start: pointer, count: size)
            if address.protocol == .inet {
                return (
                    0,
                    0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
                )
            }
            return (
                UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
            )
        }
    }

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// 127.0.0.0/8 and ::1.
    var isLoopback: Bool { isIPv4 ? low >> 24 & 0xFF == 127 : high == 0 && low == 1 }

    /// What limits count by: an IPv4 address, or the /64 that one IPv6 customer has.
    var limitKey: ClientAddress { isIPv4 ? self : ClientAddress(high: high, low: 0) }

    public var description: String {
        if isIPv4 { return (0..<4).map { String(low >> (24 - 8 * $0) & 0xFF) }.joined(separator: ".") }
        return (0..<8).map { index in
            String((index < 4 ? high : low) >> (48 - 16 * UInt64(index % 4)) & 0xFFFF, radix: 16)
        }.joined(separator: ":")
    }
}

/// A range of addresses in CIDR notation: `10.0.0.0/8`, `::1`.
public struct AddressRange: Sendable, Hashable {
    let first: ClientAddress
    let prefix: Int

    /// Nil when the text is no address or its length is out of range.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let base = parts.first, let address = ClientAddress(base) else { return nil }
        let width = address.isIPv4 ? 32 : 128
        var length = width
        if parts.count == 2 {
            guard let number = Int(parts[1]), (0...width).contains(number) else { return nil }
            length = number
        }
        first = address
        prefix = length + 128 - width
    }

    func contains(_ address: ClientAddress) -> Bool {
        func same(_ left: UInt64, _ right: UInt64, _ bits: Int) -> Bool {
            bits <= 0 || (left ^ right) >> UInt64(64 - min(bits, 64)) == 0
        }
        return same(first.high, address.high, prefix) && same(first.low, address.low, prefix - 64)
    }
}

extension [AddressRange] {
    /// Whether what a peer says of its clients is believed. A unix socket is open to whom its file mode lets in: a proxy.
    func trusts(_ peer: ClientAddress?) -> Bool {
        guard let peer else { return true }
        return contains { $0.contains(peer) }
    }

    /// The address that counts: the peer, or behind a trusted peer the right-most untrusted address of `X-Forwarded-For`.
    func client(peer: ClientAddress?, forwardedFor: [String]) -> ClientAddress? {
        guard trusts(peer) else { return peer }
        let hops = forwardedFor.joined(separator: ",").split(separator: ",")
        var last = peer
        for hop in hops.reversed() {
            guard let address = ClientAddress(hop.filter { $0 != " " && $0 != "\t" }) else { return last }
            last = address
            if !contains(where: { $0.contains(address) }) { return address }
        }
        return last
    }
}
