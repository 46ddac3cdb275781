import Engine
import NIOHTTP1

/// An import of members may be large; nobody but the operator makes the server keep so much.
extension ServerCore {
    /// The most bytes of a request's body.
    func maximumBody(of head: HTTPRequestHead) -> Int {
        isImport(head) ? max(configuration.maximumBody, AdminRoutes.importLimit) : configuration.maximumBody
    }

    /// Why a body is refused that is larger than that.
    func tooLarge(_ head: HTTPRequestHead) -> WebError {
        WebError(
            .payloadTooLarge, .badRequest, isImport(head) ? "import_too_large" : "body_too_large", closes: true)
    }

    /// Looks at the key of an import before anything of its body is read; its route will look again.
    func checkImport(_ request: WebRequest) throws(WebError) {
        guard let key = configuration.admin?.key, isImport(request.head) else { return }
        do throws(TowowError) {
            try configuration.attempts.check(request.client)
            try key.check(request.headers)
        } catch {
            if error.code == .tooManyRequests { metrics.attemptRefused() }
            if error.code == .forbidden { configuration.attempts.failed(request.client) }
            var refusal = WebError(error)
            refusal.closes = true
            throw refusal
        }
    }

    private func isImport(_ head: HTTPRequestHead) -> Bool {
        head.method == .POST && configuration.admin != nil && head.uri.prefix { $0 != "?" } == AdminRoutes.importPath
    }
}
