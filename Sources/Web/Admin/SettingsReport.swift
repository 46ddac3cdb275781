public import Engine

/// The settings as the operator sees them. Secrets are masked before they get here.
public struct SettingsReport: Sendable, Encodable {
    public struct Setting: Sendable, Hashable, Encodable {
        /// The variable.
        public var name: String
        /// By what name it can be changed while the server runs; nil when that needs a restart.
        public var key: String?
        public var section: String
        public var help: String
        public var kind: String
        public var choices: [String]?
        public var minimum: Double?
        public var maximum: Double?
        public var value: JSONValue
        public var source: String
        /// The file and line of a value that comes from a file.
        public var place: String?
        /// The value without the admin API.
        public var staticValue: JSONValue
        public var staticSource: String
        public var staticPlace: String?
        /// What the configuration file says now and the next start will use; `null` when nothing waits.
        public var pendingValue: JSONValue
        public var isSecret: Bool
        public var isSet: Bool

        public init(
            name: String, key: String?, section: String, help: String, kind: String, choices: [String]?,
            minimum: Double?, maximum: Double?, value: JSONValue, source: String, place: String?,
            staticValue: JSONValue, staticSource: String, staticPlace: String?, pendingValue: JSONValue, isSecret: Bool,
            isSet: Bool
        ) {
            self.name = name
            self.key = key
            self.section = section
            self.help = help
            self.kind = kind
            self.choices = choices
            self.minimum = minimum
            self.maximum = maximum
            self.value = value
            self.source = source
            self.place = place
            self.staticValue = staticValue
            self.staticSource = staticSource
            self.staticPlace = staticPlace
            self.pendingValue = pendingValue
            self.isSecret = isSecret
            self.isSet = isSet
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(name, forKey: .name)
            try container.encode(key, forKey: .key)
            try container.encode(section, forKey: .section)
            try container.encode(help, forKey: .help)
            try container.encode(kind, forKey: .kind)
            try container.encode(choices, forKey: .choices)
            try container.encode(minimum, forKey: .minimum)
            try container.encode(maximum, forKey: .maximum)
            try container.encode(value, forKey: .value)
            try container.encode(source, forKey: .source)
            try container.encode(place, forKey: .place)
            try container.encode(staticValue, forKey: .staticValue)
            try container.encode(staticSource, forKey: .staticSource)
            try container.encode(staticPlace, forKey: .staticPlace)
            try container.encode(key == nil ? "restart" : "live", forKey: .applies)
            try container.encode(pendingValue, forKey: .pendingValue)
            try container.encode(isSecret, forKey: .isSecret)
            try container.encode(isSet, forKey: .isSet)
        }

        private enum Key: String, CodingKey {
            case name, key, section, help, kind, choices, minimum, maximum, value, source, place, applies
            case staticValue = "static_value"
            case staticSource = "static_source"
            case staticPlace = "static_place"
            case pendingValue = "pending_value"
            case isSecret = "is_secret"
            case isSet = "is_set"
        }
    }

    public struct Reload: Sendable, Hashable, Encodable {
        public enum Outcome: String, Sendable, Encodable { case applied, unchanged, refused }

        public var at: Timestamp
        public var outcome: Outcome

        public init(at moment: Timestamp, outcome: Outcome) {
            at = moment
            self.outcome = outcome
        }
    }

    public var instanceID: String
    /// The configuration file that was read; nil without one.
    public var file: String?
    /// What is wrong with the sources as they are now; the settings are those from before.
    public var fileFaults: [String]
    /// What is wrong with values that were stored by the admin API; they are not used.
    public var storedFaults: [String]
    /// Variables that were changed in the file and need a restart.
    public var pending: [String]
    public var lastReload: Reload?
    public var settings: [Setting]
    /// Live names that a change has changed.
    public var changed: [String]?

    public init(
        instanceID: String, file: String?, fileFaults: [String], storedFaults: [String], pending: [String],
        lastReload: Reload?, settings: [Setting], changed: [String]? = nil
    ) {
        self.instanceID = instanceID
        self.file = file
        self.fileFaults = fileFaults
        self.storedFaults = storedFaults
        self.pending = pending
        self.lastReload = lastReload
        self.settings = settings
        self.changed = changed
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(instanceID, forKey: .instanceID)
        try container.encode(file, forKey: .file)
        try container.encode(fileFaults, forKey: .fileFaults)
        try container.encode(storedFaults, forKey: .storedFaults)
        try container.encode(pending, forKey: .pending)
        try container.encode(lastReload, forKey: .lastReload)
        try container.encode(settings, forKey: .settings)
        try container.encodeIfPresent(changed, forKey: .changed)
    }

    private enum Key: String, CodingKey {
        case file, pending, settings, changed
        case instanceID = "instance_id"
        case fileFaults = "file_faults"
        case storedFaults = "stored_faults"
        case lastReload = "last_reload"
    }
}
