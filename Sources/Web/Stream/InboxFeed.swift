import Engine
import FoundationEssentials

/// The messages of one stream of an inbox: the whole first page at once, and again whenever it has changed.
struct InboxFeed: Sendable {
    let service: any NegotiationService
    let agentID: String
    let displayName: String
    /// Nil for the operator. The stream ends when it is revoked.
    let token: String?
    let limit: Int

    /// How long an unreadable inbox may stay so before the stream ends and the client comes back.
    private static let attempts = 5

    private struct Message: Encodable {
        var eventType = "towow.inbox.updated"
        var timestamp: Timestamp
        var payload: InboxPage

        enum CodingKeys: String, CodingKey { case eventType = "event_type", timestamp, payload }
    }

    /// Whole blocks of an event stream. Ends when the caller may not read the inbox any more.
    var messages: @Sendable () -> AsyncStream<String> {
        { [self] in
            let (stream, continuation) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(1))
            let task = Task {
                await run { continuation.yield($0) }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
            return stream
        }
    }

    private func run(_ send: (String) -> Void) async {
        var last: Inbox?
        var failures = 0
        for await _ in service.inboxSignals(of: agentID) {
            do {
                guard try await isAllowed() else { return }
                let inbox = try await service.inbox(of: agentID, after: nil, limit: limit)
                failures = 0
                guard inbox != last else { continue }
                send(try block(inbox))
                last = inbox
            } catch is TowowError, is StoreError {
                // The store is away: the next signal tries again.
                failures += 1
                guard failures < InboxFeed.attempts else { return }
            } catch {
                return
            }
        }
    }

    private func isAllowed() async throws -> Bool {
        guard let token else { return try await service.profile(agentID) != nil }
        return try await service.memberID(ofToken: token) == agentID
    }

    private func block(_ inbox: Inbox) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let message = Message(
            timestamp: SystemClock().now(), payload: InboxPage(agentID: agentID, displayName: displayName, inbox: inbox)
        )
        return "data: " + String(decoding: try encoder.encode(message), as: UTF8.self) + "\n\n"
    }
}
