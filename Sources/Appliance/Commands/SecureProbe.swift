import CCurl
import CHost

/// One GET by HTTPS, for `healthcheck`.
enum SecureProbe {
    /// Blocks, for at most `milliseconds`.
    /// - Parameter verifies: whether the certificate must be valid for the host; over loopback nobody could be between.
    /// - Returns: the status, 100…599; or a negative `TOWOW_HTTP_…` code.
    static func status(of url: String, verifies: Bool, milliseconds: Int32) -> Int32 {
        guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let handle = curl_easy_init() else {
            return TOWOW_HTTP_NO_CONNECTION
        }
        defer { curl_easy_cleanup(handle) }
        let discard: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
            _, size, count, _ in size * count
        }
        let options = [
            towow_curl_set_text(handle, CURLOPT_URL, url),
            towow_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "https"),
            towow_curl_set_text(handle, CURLOPT_USERAGENT, "towow-healthcheck"),
            towow_curl_set_text(handle, CURLOPT_NOPROXY, "*"),
            towow_curl_set_long(handle, CURLOPT_NOSIGNAL, 1),
            towow_curl_set_long(handle, CURLOPT_TIMEOUT_MS, Int(milliseconds)),
            towow_curl_set_long(handle, CURLOPT_SSL_VERIFYPEER, verifies ? 1 : 0),
            towow_curl_set_long(handle, CURLOPT_SSL_VERIFYHOST, verifies ? 2 : 0),
            towow_curl_set_sink(handle, CURLOPT_WRITEFUNCTION, discard),
        ]
        guard options.allSatisfy({ $0 == CURLE_OK }) else { return TOWOW_HTTP_NO_CONNECTION }
        switch curl_easy_perform(handle) {
        case CURLE_OK: break
        case CURLE_COULDNT_RESOLVE_HOST: return TOWOW_HTTP_NO_ADDRESS
        case CURLE_OPERATION_TIMEDOUT: return TOWOW_HTTP_TIMEOUT
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR: return badCertificate
        case CURLE_WEIRD_SERVER_REPLY, CURLE_GOT_NOTHING, CURLE_SSL_CONNECT_ERROR: return TOWOW_HTTP_BAD_ANSWER
        default: return TOWOW_HTTP_NO_CONNECTION
        }
        var status = 0
        guard towow_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK else {
            return TOWOW_HTTP_BAD_ANSWER
        }
        return Int32(clamping: status)
    }

    static let badCertificate: Int32 = -100
}
