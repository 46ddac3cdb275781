import Glibc

/// A checked value of one variable.
enum ConfigurationValue: Sendable, Hashable {
    case text(String)
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case list([String])
    /// Model ids by decision class; `""` stands for all classes.
    case models([String: String])
    case database(DatabaseAddress)
}

/// Why a value is refused; the text continues "KEY: ".
struct ConfigurationValueFault: Error, Sendable, Hashable {
    var text: Wording

    init(_ english: String, _ chinese: String) {
        text = Wording(english, chinese)
    }
}

extension ConfigurationKey.Kind {
    /// The decision classes that `LLM_MODEL` may name.
    static let decisionClasses = ["understand", "choose", "answer", "compose", "vote", "adjust", "gaps", "compromise"]

    /// Reads `text`, which is not empty.
    func parse(_ text: String) throws(ConfigurationValueFault) -> ConfigurationValue {
        guard !text.unicodeScalars.contains(where: { $0.value < 32 && $0 != "\n" && $0 != "\t" }) else {
            throw ConfigurationValueFault("holds control characters", "含有控制字符")
        }
        switch self {
        case .text, .path: return .text(text)
        case .choice(let choices):
            let lowercased = text.lowercased()
            guard choices.contains(lowercased) else {
                throw ConfigurationValueFault(
                    "must be one of \(choices.joined(separator: ", "))", "必须是 \(choices.joined(separator: "、")) 之一")
            }
            return .text(lowercased)
        case .boolean: return .boolean(try Self.boolean(text))
        case .integer(let range):
            guard let value = Int(text), range.contains(value) else {
                throw ConfigurationValueFault(
                    "must be a whole number from \(range.lowerBound) to \(range.upperBound)",
                    "必须是 \(range.lowerBound) 到 \(range.upperBound) 之间的整数")
            }
            return .integer(value)
        case .number(let range):
            guard let value = Double(text), value.isFinite, range.contains(value) else {
                let (least, most) = (Self.plain(range.lowerBound), Self.plain(range.upperBound))
                throw ConfigurationValueFault(
                    "must be a number from \(least) to \(most)", "必须是 \(least) 到 \(most) 之间的数")
            }
            return .number(value)
        case .list: return .list(Self.items(text))
        case .origins: return .list(try Self.origins(text))
        case .networks: return .list(try Self.networks(text))
        case .webURL:
            guard Self.isWebURL(text, pathAllowed: true) else {
                throw ConfigurationValueFault(
                    "must be an http:// or https:// URL without user, query or fragment",
                    "必须是 http:// 或 https:// 地址，不带用户名、查询和片段")
            }
            return .text(text.last == "/" ? String(text.dropLast()) : text)
        case .databaseURL: return .database(try DatabaseAddress(url: text))
        case .models: return .models(try Self.models(text))
        case .hostName:
            let host = text.first == "[" && text.last == "]" ? String(text.dropFirst().dropLast()) : text
            guard Self.isHost(host) else {
                throw ConfigurationValueFault(
                    "must be a host name or an address, without scheme, port and path", "必须是主机名或地址，不带协议、端口和路径")
            }
            return .text(host)
        case .agentID:
            guard Self.isAgentID(text), !["all", "broadcast", "system"].contains(text) else {
                throw ConfigurationValueFault(
                    "must be 1 to 64 of A-Z, a-z, 0-9, _, . and -, and not all, broadcast or system",
                    "必须是 1 到 64 个字符，只能用 A-Z、a-z、0-9、_、. 和 -，且不能是 all、broadcast 或 system")
            }
            return .text(text)
        case .admission: return .text(try Self.admission(text).joined(separator: ","))
        }
    }

    private static func isHost(_ text: String) -> Bool {
        if HostAndPort.addressFamily(of: text) != nil { return true }
        return (1...253).contains(text.utf8.count)
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy {
                        isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                    }
            }
    }

    private static func isAgentID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { isLetterOrDigit($0) || "_.-".utf8.contains($0) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func admission(_ text: String) throws(ConfigurationValueFault) -> [String] {
        let ids = items(text)
        guard !ids.isEmpty, ids.allSatisfy(isAgentID) else {
            throw ConfigurationValueFault(
                "must be approve, all, or ids of agents separated by commas", "必须是 approve、all，或用逗号分隔的智能体 ID")
        }
        guard ids.count == 1 || !ids.contains(where: { $0 == "approve" || $0 == "all" }) else {
            throw ConfigurationValueFault(
                "is approve or all alone, or ids of agents", "approve 和 all 只能单独使用，不能与智能体 ID 混用")
        }
        return ids
    }

    /// A number without a useless fraction.
    static func plain(_ value: Double) -> String {
        if let whole = Int(exactly: value) { "\(whole)" } else { "\(value)" }
    }

    private static func boolean(_ text: String) throws(ConfigurationValueFault) -> Bool {
        switch text.lowercased() {
        case "true", "1", "yes", "on": return true
        case "false", "0", "no", "off": return false
        default: throw ConfigurationValueFault("must be true or false", "必须是 true 或 false")
        }
    }

    private static func items(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
    }

    private static func origins(_ text: String) throws(ConfigurationValueFault) -> [String] {
        let origins = items(text)
        for origin in origins where !isWebURL(origin, pathAllowed: false) {
            throw origin == "*"
                ? ConfigurationValueFault("* is not allowed: name the origins", "不能用 *：请逐个写出来源")
                : ConfigurationValueFault(
                    "needs origins like https://example.org, without a path", "必须是 https://example.org 这样的来源，不带路径")
        }
        return origins
    }

    /// A URL with scheme, host and perhaps a port; nothing that an HTTP client could read in two ways.
    private static func isWebURL(_ text: String, pathAllowed: Bool) -> Bool {
        let rest: Substring
        if text.hasPrefix("https://") {
            rest = text.dropFirst(8)
        } else if text.hasPrefix("http://") {
            rest = text.dropFirst(7)
        } else {
            return false
        }
        let authority = rest.prefix { $0 != "/" }
        let forbidden: Set<Character> = ["@", "?", "#", "\\", "\"", "<", ">", "*", ","]
        guard !authority.isEmpty, pathAllowed || authority.count == rest.count,
            rest.allSatisfy({ !forbidden.contains($0) && !$0.isWhitespace }),
            HostAndPort(String(authority)) != nil
        else { return false }
        return true
    }

    private static func networks(_ text: String) throws(ConfigurationValueFault) -> [String] {
        let networks = items(text)
        for network in networks where !isNetwork(network) {
            throw ConfigurationValueFault(
                "needs addresses or networks like 10.0.0.0/8 or fd00::/8", "必须是地址，或 10.0.0.0/8、fd00::/8 这样的网段")
        }
        return networks
    }

    private static func isNetwork(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2 else { return false }
        let bits: Int
        switch HostAndPort.addressFamily(of: String(parts[0])) {
        case AF_INET: bits = 32
        case AF_INET6: bits = 128
        default: return false
        }
        guard parts.count == 2 else { return true }
        guard let length = Int(parts[1]), (0...bits).contains(length) else { return false }
        return true
    }

    private static func models(_ text: String) throws(ConfigurationValueFault) -> [String: String] {
        let entries = items(text)
        if entries.count == 1, !entries[0].contains("=") { return ["": try modelID(entries[0])] }
        var models: [String: String] = [:]
        for entry in entries {
            let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ConfigurationValueFault(
                    "must be one model id or class=id pairs separated by commas", "必须是一个模型 ID，或用逗号分隔的“类别=ID”")
            }
            guard decisionClasses.contains(parts[0]) else {
                throw ConfigurationValueFault(
                    "classes are \(decisionClasses.joined(separator: ", "))",
                    "类别只有 \(decisionClasses.joined(separator: "、"))")
            }
            guard models.updateValue(try modelID(parts[1]), forKey: parts[0]) == nil else {
                throw ConfigurationValueFault("names the class \(parts[0]) twice", "类别 \(parts[0]) 出现了两次")
            }
        }
        return models
    }

    /// Ids travel in JSON, logs and metrics: letters, digits and `._:@/-`, at most 128.
    private static func modelID(_ text: String) throws(ConfigurationValueFault) -> String {
        let isID =
            (1...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"),
                    UInt8(ascii: "@"), UInt8(ascii: "/"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
        guard isID else {
            throw ConfigurationValueFault("has a model id with characters that ids do not have", "模型 ID 含有不允许的字符")
        }
        return text
    }
}

/// `host`, `host:port` or `[address]:port`.
struct HostAndPort: Sendable, Hashable {
    var host: String
    var port: Int?

    init?(_ text: String) {
        let portText: Substring?
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = String(text[text.index(after: text.startIndex)..<end])
            guard Self.addressFamily(of: host) == AF_INET6 else { return nil }
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.first == ":" else { return nil }
            portText = rest.isEmpty ? nil : rest.dropFirst()
        } else {
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host = String(parts[0])
            portText = parts.count == 2 ? parts[1] : nil
        }
        guard !host.isEmpty else { return nil }
        if let portText {
            guard portText.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(portText),
                (1...65_535).contains(number)
            else { return nil }
            port = number
        }
    }

    /// `AF_INET` or `AF_INET6`; nil for a name.
    static func addressFamily(of text: String) -> Int32? {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return AF_INET }
        if inet_pton(AF_INET6, text, &six) == 1 { return AF_INET6 }
        return nil
    }
}
