import Engine
import NIOHTTP1

/// Refuses writes that another site makes a browser send (cross-site request forgery).
///
/// `Sec-Fetch-Site` says it in every browser of today (Fetch Metadata, W3C); for older ones the host of `Origin` must be the
/// `Host`. Programs send neither and pass: they have nothing of a victim's to send along. Origins that CORS allows pass.
enum CrossSiteGuard {
    /// - Throws: `WebError` 403 `cross_site`.
    static func check(_ request: WebRequest, isListed: (_ origin: String) -> Bool) throws(WebError) {
        switch request.head.method {
        case .GET, .HEAD, .OPTIONS: return
        default: break
        }
        let origins = request.headers["origin"]
        if origins.count == 1, isListed(origins[0]) { return }
        let sites = request.headers["sec-fetch-site"]
        if !sites.isEmpty {
            guard sites.allSatisfy({ $0 == "same-origin" || $0 == "none" }) else { throw refusal }
            return
        }
        guard origins.allSatisfy({ isOwn($0, host: request.headers.first(name: "host")) }) else { throw refusal }
    }

    private static let refusal = WebError(.forbidden, .forbidden, "cross_site")

    private static func isOwn(_ origin: String, host: String?) -> Bool {
        guard let host, let mark = origin.firstRange(of: "://") else { return false }
        let port = origin[..<mark.lowerBound] == "https" ? ":443" : ":80"
        func plain(_ text: some StringProtocol) -> String {
            let text = text.lowercased()
            return text.hasSuffix(port) ? String(text.dropLast(port.count)) : text
        }
        return plain(origin[mark.upperBound...]) == plain(host)
    }
}
