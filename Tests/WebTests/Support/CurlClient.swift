import CCurl
import Dispatch
import Synchronization

/// Calls by libcurl: another TLS library than the server's, in the same process.
enum CurlClient {
    struct Reply: Sendable {
        var result: CURLcode
        var status = 0
        /// 1, 2.
        var version = 0
        var head = ""
        var body = ""
    }

    /// Holds back what a client takes from its connection.
    final class Valve: Sendable {
        private let isShut = Mutex(true)
        private let opened = DispatchSemaphore(value: 0)

        fileprivate func pass() { if isShut.withLock({ $0 }) { opened.wait() } }
        func open() {
            isShut.withLock { $0 = false }
            opened.signal()
        }
    }

    /// What has come so far.
    final class Tap: Sendable {
        fileprivate let bytes = Mutex<[UInt8]>([])

        /// Bytes that have come so far.
        var count: Int { bytes.withLock(\.count) }
        func has(_ text: String) -> Bool { bytes.withLock { String(decoding: $0, as: UTF8.self).contains(text) } }
    }

    private final class Sink {
        let tap: Tap
        let valve: Valve?

        init(_ tap: Tap = Tap(), valve: Valve? = nil) {
            self.tap = tap
            self.valve = valve
        }

        var text: String { tap.bytes.withLock { String(decoding: $0, as: UTF8.self) } }
    }

    static func call(
        _ url: String, http2: Bool, method: String = "GET", body: String? = nil, valve: Valve? = nil,
        tap: Tap = Tap()
    ) async -> Reply {
        // A queue of its own for each call: they wait for one another.
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "curl").async {
                continuation.resume(returning: perform(url, http2, method, body, Sink(tap, valve: valve)))
            }
        }
    }

    private static func perform(
        _ url: String, _ http2: Bool, _ method: String, _ body: String?, _ content: Sink
    ) -> Reply {
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
        guard let handle = curl_easy_init() else { return Reply(result: CURLE_FAILED_INIT) }
        defer { curl_easy_cleanup(handle) }
        let head = Sink()
        let write: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
            bytes, size, count, target in
            guard let bytes, let target else { return 0 }
            let sink = Unmanaged<Sink>.fromOpaque(target).takeUnretainedValue()
            sink.valve?.pass()
            let new = UnsafeRawBufferPointer(start: bytes, count: size * count)
            sink.tap.bytes.withLock { $0 += new }
            return size * count
        }
        let fields = curl_slist_append(nil, "Content-Type: application/json")
        defer { curl_slist_free_all(fields) }
        towow_curl_set_text(handle, CURLOPT_URL, url)
        towow_curl_set_long(
            handle, CURLOPT_HTTP_VERSION, http2 ? Int(CURL_HTTP_VERSION_2TLS) : Int(CURL_HTTP_VERSION_1_1))
        towow_curl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 0)
        towow_curl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 0)
        towow_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        towow_curl_set_long(handle, CURLOPT_TIMEOUT_MS, 170_000)
        towow_curl_set_text(handle, CURLOPT_NOPROXY, "*")
        towow_curl_set_text(handle, CURLOPT_CUSTOMREQUEST, method)
        if method == "HEAD" { towow_curl_set_long(handle, CURLOPT_NOBODY, 1) }
        if let body {
            towow_curl_set_list(handle, CURLOPT_HTTPHEADER, fields)
            towow_curl_set_text(handle, CURLOPT_COPYPOSTFIELDS, body)
        }
        towow_curl_set_sink(handle, CURLOPT_WRITEFUNCTION, write)
        towow_curl_set_sink(handle, CURLOPT_HEADERFUNCTION, write)
        towow_curl_set_pointer(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(content).toOpaque())
        towow_curl_set_pointer(handle, CURLOPT_HEADERDATA, Unmanaged.passUnretained(head).toOpaque())
        var reply = withExtendedLifetime((head, content)) { Reply(result: curl_easy_perform(handle)) }
        var version = 0
        towow_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &reply.status)
        towow_curl_get_long(handle, CURLINFO_HTTP_VERSION, &version)
        reply.version = version == Int(CURL_HTTP_VERSION_2_0) ? 2 : 1
        reply.head = head.text
        reply.body = content.text
        return reply
    }
}
