import NIOHTTP1

/// Which bodies may be larger than others.
enum BodyLimits {
    /// For lists of members that an operator hands in.
    static let memberImport = 8 * 1024 * 1024

    /// Bytes that the body of a request may have.
    static func maximum(of head: HTTPRequestHead, standard: Int) -> Int {
        guard head.method == .POST else { return standard }
        let path = head.uri.prefix { $0 != "?" }
        return path == AdminRoutes.base + "/agents/import" ? max(standard, memberImport) : standard
    }
}
