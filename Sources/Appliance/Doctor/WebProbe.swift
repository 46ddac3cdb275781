import CCurl
import Synchronization

/// One GET by HTTP or HTTPS, for the doctor.
struct WebProbe: Sendable {
    struct Answer: Sendable {
        /// 100…599.
        var status: Int
        var body: [UInt8]
    }

    enum Failure: Error, Sendable, CustomStringConvertible {
        /// Nobody listens there.
        case refused
        case failed(String)

        var description: String {
            switch self {
            case .refused: "nobody answers"
            case .failed(let text): text
            }
        }
    }

    private static let maximum = 1 << 20

    private final class Sink: Sendable {
        let bytes = Mutex<[UInt8]>([])
    }

    /// Blocks, for at most `milliseconds`.
    /// - Parameters:
    ///   - fields: header fields, `name: value`.
    ///   - verifies: whether the certificate must be valid for the host.
    ///   - usesProxy: whether the proxy that the environment names is asked; never for this machine.
    static func get(
        _ url: String, fields: [String] = [], verifies: Bool = true, usesProxy: Bool = false, milliseconds: Int
    ) throws(Failure) -> Answer {
        guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let handle = curl_easy_init() else {
            throw .failed("no memory")
        }
        defer { curl_easy_cleanup(handle) }
        var list: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(list) }
        for field in fields { list = curl_slist_append(list, field) }
        let sink = Sink()
        let take: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
            start, size, count, pointer in
            guard let start, let pointer else { return 0 }
            let sink = Unmanaged<Sink>.fromOpaque(pointer).takeUnretainedValue()
            return sink.bytes.withLock { bytes in
                guard bytes.count + size * count <= WebProbe.maximum else { return 0 }
                bytes += UnsafeRawBufferPointer(start: start, count: size * count)
                return size * count
            }
        }
        var options = [
            towow_curl_set_text(handle, CURLOPT_URL, url),
            towow_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https"),
            towow_curl_set_text(handle, CURLOPT_USERAGENT, "towow-doctor"),
            towow_curl_set_long(handle, CURLOPT_NOSIGNAL, 1),
            towow_curl_set_long(handle, CURLOPT_TIMEOUT_MS, milliseconds),
            towow_curl_set_long(handle, CURLOPT_SSL_VERIFYPEER, verifies ? 1 : 0),
            towow_curl_set_long(handle, CURLOPT_SSL_VERIFYHOST, verifies ? 2 : 0),
            towow_curl_set_list(handle, CURLOPT_HTTPHEADER, list),
            towow_curl_set_sink(handle, CURLOPT_WRITEFUNCTION, take),
            towow_curl_set_pointer(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(sink).toOpaque()),
        ]
        if !usesProxy { options.append(towow_curl_set_text(handle, CURLOPT_NOPROXY, "*")) }
        guard options.allSatisfy({ $0 == CURLE_OK }) else { throw .failed("cannot ask \(url)") }
        let result = withExtendedLifetime(sink) { curl_easy_perform(handle) }
        if result == CURLE_COULDNT_CONNECT { throw .refused }
        guard result == CURLE_OK else { throw .failed(String(cString: curl_easy_strerror(result))) }
        var status = 0
        guard towow_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK else {
            throw .failed("the answer is not HTTP")
        }
        return Answer(status: status, body: sink.bytes.withLock { $0 })
    }
}
