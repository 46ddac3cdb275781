/// Names a demand: `d-` and 26 lowercase base32 characters (128 random bits, RFC 4648 alphabet).
///
/// Knowing the id is the right to watch, so it must not be guessable and is never derived from anything.
public struct DemandID: Sendable, Hashable, Codable, RawRepresentable, CustomStringConvertible {
    public let rawValue: String

    /// Nil unless `rawValue` has exactly the documented form.
    public init?(rawValue: String) {
        guard rawValue.utf8.count == 28, rawValue.hasPrefix("d-"), DemandID.isToken(rawValue.utf8.dropFirst(2)) else {
            return nil
        }
        self.rawValue = rawValue
    }

    /// Encodes 16 random bytes.
    public init(randomBytes bytes: [UInt8]) {
        precondition(bytes.count == 16, "a demand id is made of 16 random bytes")
        rawValue = "d-" + Base32.encode(bytes)
    }

    /// The 26 characters shared by the ids of everything that belongs to this demand.
    public var token: Substring { rawValue.dropFirst(2) }

    public var description: String { rawValue }

    /// The id of event number `sequence` (1, 2, 3 …).
    public func eventID(_ sequence: Int) -> String {
        "evt-\(token)-\(sequence)"
    }

    /// The sequence number in an event id of this demand; nil for ids of other demands and anything malformed.
    public func sequence(ofEventID id: String) -> Int? {
        let prefix = "evt-\(token)-"
        guard id.hasPrefix(prefix) else { return nil }
        let digits = id.utf8.dropFirst(prefix.utf8.count)
        guard (1...9).contains(digits.count), digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(String(decoding: Array(digits), as: UTF8.self))
    }

    static func isToken(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.count == 26 && bytes.allSatisfy(Base32.alphabet.contains)
    }
}

/// Names one negotiation: `collab-` and the token of its demand; a child ends in `-sub1`, `-sub2` ….
public struct ChannelID: Sendable, Hashable, Codable, RawRepresentable, CustomStringConvertible {
    public let rawValue: String

    public init?(rawValue: String) {
        guard rawValue.hasPrefix("collab-") else { return nil }
        let rest = rawValue.utf8.dropFirst(7)
        guard DemandID.isToken(rest.prefix(26)) else { return nil }
        let suffix = String(decoding: Array(rest.dropFirst(26)), as: UTF8.self)
        if !suffix.isEmpty {
            guard suffix.hasPrefix("-sub"), let number = Int(suffix.dropFirst(4)), (1...9).contains(number),
                suffix.utf8.count == 5
            else { return nil }
        }
        self.rawValue = rawValue
    }

    public init(_ demand: DemandID) {
        rawValue = "collab-" + demand.token
    }

    /// The channel of sub-network `number` (1…9) of this demand.
    public init(_ demand: DemandID, child number: Int) {
        precondition((1...9).contains(number), "a demand has at most nine sub-networks")
        rawValue = "collab-" + demand.token + "-sub\(number)"
    }

    public var description: String { rawValue }

    public var isChild: Bool { rawValue.utf8.count > 33 }

    /// The demand this channel belongs to.
    public var demandID: DemandID {
        // A channel id holds a checked token, so this cannot fail.
        guard let id = DemandID(rawValue: "d-" + rawValue.dropFirst(7).prefix(26)) else {
            preconditionFailure("a channel id holds the token of a demand")
        }
        return id
    }

    /// The parent's channel; the channel itself when it has none.
    public var root: ChannelID { ChannelID(demandID) }

    /// 0 for the demand's own channel, else the number of the sub-network.
    public var childNumber: Int { isChild ? Int(rawValue.suffix(1)) ?? 0 : 0 }
}

/// RFC 4648 base32, lowercase, without padding.
public enum Base32 {
    static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    public static func encode(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        var buffer = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                out.append(alphabet[buffer >> bits & 31])
            }
        }
        if bits > 0 { out.append(alphabet[buffer << (5 - bits) & 31]) }
        return String(decoding: out, as: UTF8.self)
    }

    /// Nil when a character is not of the alphabet.
    public static func decode(_ text: String) -> [UInt8]? {
        var out: [UInt8] = []
        var buffer = 0
        var bits = 0
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            buffer = (buffer << 5 | value) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(buffer >> bits & 0xFF))
            }
        }
        return out
    }
}
