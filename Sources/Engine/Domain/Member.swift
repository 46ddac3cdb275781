/// A member of the network: what an agent may say and promise on somebody's behalf.
///
/// A field that the profile leaves open is nil and is never guessed.
public struct Member: Sendable, Hashable, Codable {
    /// How a member's agent is reached.
    public enum Kind: String, Sendable, Codable {
        case auto, manual, openagents
    }

    /// Where a member's agent lives.
    public enum Origin: String, Sendable, Codable {
        case local, openagents
    }

    public struct Capability: Sendable, Hashable, Codable {
        public enum Level: String, Sendable, Codable { case beginner, skilled, expert }
        public var name: String
        public var tags: [String]
        public var level: Level?
    }

    public struct Place: Sendable, Hashable, Codable {
        public var city: String
        /// Kilometres around the city that the member serves; nil: the city itself.
        public var radiusKilometres: Int?

        enum CodingKeys: String, CodingKey { case city, radiusKilometres = "radius_km" }
    }

    public struct Availability: Sendable, Hashable, Codable {
        public var weekdays: [Weekday]
        /// `HH:MM`, local time of the member.
        public var from: String
        public var to: String
    }

    public struct Capacity: Sendable, Hashable, Codable {
        public var min: Int?
        public var max: Int?
    }

    /// How the member's agent decides, each 0…100.
    public struct Style: Sendable, Hashable, Codable {
        public var openness: Int
        public var patience: Int
        public var detail: Int

        public static let balanced = Style(openness: 50, patience: 50, detail: 50)
    }

    /// `[a-z0-9][a-z0-9_-]{0,63}`, unique in the network.
    public var id: String
    public var displayName: String
    public var kind: Kind
    public var summary: String
    public var capabilities: [Capability]
    /// ISO 639-1 codes.
    public var languages: [String]
    public var places: [Place]
    public var remote: Bool?
    public var availability: [Availability]
    public var noticeDays: Int?
    public var price: Price?
    public var capacity: Capacity?
    public var declines: [String]
    public var style: Style
    public var conditions: [Condition]
    /// Names of the profile fields that anybody may read.
    public var publicFields: [String]

    public var origin: Origin { kind == .openagents ? .openagents : .local }

    enum CodingKeys: String, CodingKey {
        case id, kind, summary, capabilities, languages, places, remote, availability, price, capacity, declines, style
        case conditions
        case displayName = "display_name"
        case noticeDays = "notice_days"
        case publicFields = "public_fields"
    }
}

/// What somebody asks for their work.
public struct Price: Sendable, Hashable, Codable {
    public enum Unit: String, Sendable, Codable { case hour, day, event, item }
    public var amount: Double
    /// ISO 4217.
    public var currency: String
    public var per: Unit
    public var negotiable: Bool?
}

/// A sum of money.
public struct Money: Sendable, Hashable, Codable {
    public var amount: Double
    /// ISO 4217.
    public var currency: String

    public init(amount: Double, currency: String) {
        self.amount = amount
        self.currency = currency
    }
}

/// Something a plan must respect for a member to take part.
public struct Condition: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable { case notice, price, place, date, size, role, other }

    public enum Comparison: String, Sendable, Codable {
        case atMost = "<="
        case atLeast = ">="
        case equal = "="
        case oneOf = "in"
        case noneOf = "not_in"
        /// The plan has to quote the value word for word.
        case quotes
    }

    public enum Value: Sendable, Hashable, Codable {
        case number(Double)
        case text(String)
        case list([String])

        public init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let value = try? container.decode(Double.self) {
                self = .number(value)
            } else if let value = try? container.decode(String.self) {
                self = .text(value)
            } else {
                self = .list(try container.decode([String].self))
            }
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .number(let value): try container.encode(value)
            case .text(let value): try container.encode(value)
            case .list(let value): try container.encode(value)
            }
        }
    }

    public var id: String
    public var kind: Kind
    public var comparison: Comparison
    public var value: Value
    /// The condition as a person says it, in the member's language.
    public var text: String

    public init(id: String, kind: Kind, comparison: Comparison, value: Value, text: String) {
        self.id = id
        self.kind = kind
        self.comparison = comparison
        self.value = value
        self.text = text
    }

    enum CodingKeys: String, CodingKey {
        case id, kind, value, text
        case comparison = "operator"
    }
}

/// One version of a member's profile as the network keeps it.
public struct MemberRecord: Sendable, Hashable {
    public var member: Member
    /// 1, 2, 3 …; candidates carry the version that all their decisions read.
    public var version: Int
    public var isActive: Bool

    public init(member: Member, version: Int, isActive: Bool) {
        self.member = member
        self.version = version
        self.isActive = isActive
    }
}
