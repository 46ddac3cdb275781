/// Why a call to the network did not do what was wanted.
package enum NetworkFailure: Error, Sendable, Hashable {
    /// Nothing was handed over: no name, no route, nobody listens.
    case unreachable
    /// The connection broke or was silent for too long: the call may have been carried out, and what it returned is gone.
    case lost
    case cancelled
    /// The answer is longer than any that is taken.
    case tooLarge
    /// The answer is none of this protocol.
    case foreign(status: Int)
    /// Our secret is not valid (any more): the network was restarted, or somebody else has registered our id.
    case secretInvalid
    /// The network does not know us, although it knows the secret.
    case notRegistered
    /// The group password is missing or wrong.
    case credentials
    /// The network says no and will say no again: a bad name, a bad id, too many bytes.
    case refused(status: Int)
    /// The network has a problem of its own.
    case troubled(status: Int)

    /// A word for logs, metrics and status.
    package var code: String {
        switch self {
        case .unreachable: "unreachable"
        case .lost: "connection_lost"
        case .cancelled: "cancelled"
        case .tooLarge: "answer_too_large"
        case .foreign: "no_openagents_network"
        case .secretInvalid: "secret_invalid"
        case .notRegistered: "not_registered"
        case .credentials: "credentials"
        case .refused: "refused"
        case .troubled: "network_error"
        }
    }

    /// Whether the network answers and does not want us, so that somebody has to change something.
    package var isRefusal: Bool {
        switch self {
        case .credentials, .refused, .foreign: true
        default: false
        }
    }

    /// What a refusal means. Its words vary; whole texts may hold secrets and are never kept.
    /// - Parameter message: of an answer that says `success: false`.
    static func of(status: Int, message: String) -> NetworkFailure {
        if message.contains("Invalid credentials") || message.contains("Password authentication required") {
            return .credentials
        }
        if message.contains("Authentication failed") { return .secretInvalid }
        if message.contains("not registered") { return .notRegistered }
        let forGood = ["validation error", "Request Entity Too Large", "not a valid NetworkRole", "is required"]
        if status == 400 || status == 413 || forGood.contains(where: { message.contains($0) }) {
            return .refused(status: status)
        }
        return .troubled(status: status)
    }
}
