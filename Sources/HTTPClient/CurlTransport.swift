internal import CCurl
internal import Synchronization

/// HTTP by libcurl. All transfers share one thread, its connections are kept for the next call.
///
/// Proxies come from the usual variables (`https_proxy`, `http_proxy`, `all_proxy`, `no_proxy`) unless none is wanted, certificates
/// from the system's store. Redirects are not followed: a key goes to the configured address and nowhere else.
package final class CurlTransport: HTTPTransport {
    private let inbox: CurlInbox

    /// - Parameters:
    ///   - connectMilliseconds: the time for name, connection and TLS handshake.
    ///   - largestReply: bytes; a longer reply is `tooLarge`.
    ///   - usesProxy: false connects directly, whatever the environment says.
    package init(
        connectMilliseconds: Int64 = 5_000, largestReply: Int = 8 * 1_048_576, usesProxy: Bool = true
    ) throws(TransportFailure) {
        guard isLibraryReady, let multi = curl_multi_init() else { throw .connection("libcurl does not start") }
        _ = towow_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 32)
        let inbox = CurlInbox(multi: multi)
        self.inbox = inbox
        do {
            try TransferThread.start {
                CurlLoop(
                    inbox: inbox,
                    limits: .init(
                        connectMilliseconds: connectMilliseconds, largestReply: largestReply, usesProxy: usesProxy)
                ).run()
            }
        } catch {
            curl_multi_cleanup(multi)
            throw error
        }
    }

    deinit {
        inbox.close()
    }

    package func send(_ call: HTTPCall) async throws(TransportFailure) -> HTTPReply {
        let number = inbox.nextNumber()
        let result: Result<HTTPReply, TransportFailure> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let job = CurlJob(number: number, call: call) { continuation.resume(returning: $0) }
                if !inbox.add(job) { continuation.resume(returning: .failure(.cancelled)) }
            }
        } onCancel: {
            inbox.cancel(number)
        }
        return try result.get()
    }
}

/// libcurl wants this once, before any thread uses it.
private let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

/// A request under way and who waits for it.
struct CurlJob: Sendable {
    var number: UInt64
    var call: HTTPCall
    var finish: @Sendable (Result<HTTPReply, TransportFailure>) -> Void
}

/// What tasks tell the transfer thread.
final class CurlInbox: Sendable {
    struct Contents {
        var jobs: [CurlJob] = []
        var cancelled: [UInt64] = []
        var isClosed = false
    }

    private struct State {
        var contents = Contents()
        var lastNumber: UInt64 = 0
        /// The thread has ended and freed `multi`.
        var isGone = false
    }

    // Only the transfer thread uses it, except for `curl_multi_wakeup`, which libcurl allows from any thread.
    nonisolated(unsafe) let multi: UnsafeMutableRawPointer
    private let state = Mutex(State())

    init(multi: UnsafeMutableRawPointer) {
        self.multi = multi
    }

    func nextNumber() -> UInt64 {
        state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
    }

    /// False when the calling task is cancelled or the transport closed; the job was not taken.
    func add(_ job: CurlJob) -> Bool {
        // Asked inside the lock: a cancellation after this question finds the job in the list.
        state.withLock { state in
            guard !state.contents.isClosed, !Task.isCancelled else { return false }
            state.contents.jobs.append(job)
            wake(state)
            return true
        }
    }

    func cancel(_ number: UInt64) {
        state.withLock { state in
            state.contents.cancelled.append(number)
            wake(state)
        }
    }

    func close() {
        state.withLock { state in
            state.contents.isClosed = true
            wake(state)
        }
    }

    func take() -> Contents {
        state.withLock { state in
            let contents = state.contents
            state.contents.jobs = []
            state.contents.cancelled = []
            return contents
        }
    }

    /// Frees the handle; nobody wakes it any more.
    func end() {
        state.withLock { $0.isGone = true }
        curl_multi_cleanup(multi)
    }

    private func wake(_ state: borrowing State) {
        if !state.isGone { curl_multi_wakeup(multi) }
    }
}
