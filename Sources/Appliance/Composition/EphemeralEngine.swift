import Engine
import Logging
import Storage

/// An engine in memory, for one negotiation in a terminal.
enum EphemeralEngine {
    static func make(
        members: [Member], configuration: Configuration, rulesOnly: Bool, log: LogOutput
    ) async throws -> any NegotiationService {
        throw StartFault("this build has no engine yet")
    }
}
