import Engine
import NIOHTTP1

/// Sends browsers from the plain port to the same address by https. Always 308 (RFC 9110 §15.4.9), so that no method changes on the way.
struct Redirect: Sendable, Hashable {
    /// The port of the TLS socket; nil when it has none.
    var securePort: Int?
    /// The port that the client's connection came in by; nil when it has none.
    var plainPort: Int?

    /// - Returns: 400 for a request without the name of a host.
    func answer(to request: WebRequest) -> Answer {
        guard let header = request.headers.first(name: "host"), let host = Host(header), request.path.hasPrefix("/")
        else {
            return WebError(.badRequest, .badRequest, "bad_host").answer(
                language: request.language, requestID: request.id)
        }
        let query = request.query.isEmpty ? "" : "?" + request.query
        return Answer(
            .permanentRedirect,
            fields: [
                ("location", "https://\(host.name)\(port(askedAt: host.port))\(request.path)\(query)"),
                ("cache-control", "max-age=3600"),
            ])
    }

    /// A client that came to port 80 while we listen on another has a port mapping before it, which then maps 443 too.
    private func port(askedAt asked: Int?) -> String {
        guard let securePort, securePort != 443 else { return "" }
        if asked == nil, let plainPort, plainPort != 80 { return "" }
        return ":\(securePort)"
    }

    /// A name or address of a Host header (RFC 9110 §7.2), and nothing that could lead a browser elsewhere.
    struct Host: Hashable {
        let name: String
        let port: Int?

        init?(_ header: String) {
            guard header.utf8.count <= 255 else { return nil }
            var rest = Substring(header)
            if rest.first == "[" {
                guard let end = rest.firstIndex(of: "]"), let address = ClientAddress(rest[..<end].dropFirst()),
                    !address.isIPv4
                else { return nil }
                name = "[\(address)]"
                rest = rest[end...].dropFirst()
            } else {
                name = rest.prefix { $0 != ":" }.lowercased()
                rest = rest.dropFirst(name.utf8.count)
                guard Host.isName(name) else { return nil }
            }
            guard !rest.isEmpty else {
                port = nil
                return
            }
            let digits = rest.dropFirst()
            guard rest.first == ":", digits.first != "+", let number = UInt16(digits), number > 0 else { return nil }
            port = Int(number)
        }

        /// Labels of letters, digits, `-` and `_`.
        private static func isName(_ name: String) -> Bool {
            let labels = name.split(separator: ".", omittingEmptySubsequences: false)
            let last = labels.last?.isEmpty == true && labels.count > 1 ? labels.dropLast() : labels[...]
            return last.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { byte in
                        switch byte {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                            UInt8(ascii: "-"), UInt8(ascii: "_"):
                            true
                        default: false
                        }
                    }
            }
        }
    }
}
