internal import CCurl

/// The transfer thread: starts, drives, cancels and concludes transfers until the transport is closed.
struct CurlLoop {
    /// What holds for every transfer.
    struct Limits {
        var connectMilliseconds: Int64
        /// Bytes.
        var largestReply: Int
        var usesProxy: Bool
    }

    private let inbox: CurlInbox
    private let limits: Limits
    /// By handle.
    private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]

    init(inbox: CurlInbox, limits: Limits) {
        self.inbox = inbox
        self.limits = limits
    }

    consuming func run() {
        while true {
            let contents = inbox.take()
            for job in contents.jobs { start(job) }
            for number in contents.cancelled { cancel(number) }
            if contents.isClosed { break }
            var running: Int32 = 0
            curl_multi_perform(inbox.multi, &running)
            conclude()
            // A wake-up ends it; otherwise libcurl's own timers do.
            curl_multi_poll(inbox.multi, nil, 0, 60_000, nil)
        }
        for transfer in transfers.values { remove(transfer, .failure(.cancelled)) }
        inbox.end()
    }

    private mutating func start(_ job: CurlJob) {
        guard let transfer = CurlTransfer(job, limits: limits) else {
            return job.finish(.failure(.connection("libcurl is out of memory")))
        }
        guard curl_multi_add_handle(inbox.multi, transfer.handle) == CURLM_OK else {
            transfer.free()
            return job.finish(.failure(.connection("libcurl takes no more requests")))
        }
        transfers[transfer.handle] = transfer
    }

    private mutating func cancel(_ number: UInt64) {
        guard let transfer = transfers.values.first(where: { $0.job.number == number }) else { return }
        transfers[transfer.handle] = nil
        remove(transfer, .failure(.cancelled))
    }

    private mutating func conclude() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(inbox.multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
                let transfer = transfers.removeValue(forKey: handle)
            else { continue }
            remove(transfer, transfer.result(towow_curl_message_result(message)))
        }
    }

    /// Closes the connection unless the transfer is complete.
    private func remove(_ transfer: CurlTransfer, _ result: Result<HTTPReply, TransportFailure>) {
        curl_multi_remove_handle(inbox.multi, transfer.handle)
        transfer.free()
        transfer.job.finish(result)
    }
}

/// One request on its handle. Lives on the transfer thread.
final class CurlTransfer {
    let job: CurlJob
    let handle: UnsafeMutableRawPointer
    private let largestReply: Int
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var headers: [String: String] = [:]
    private var body: [UInt8] = []
    private var isTooLarge = false

    init?(_ job: CurlJob, limits: CurlLoop.Limits) {
        guard let handle = curl_easy_init() else { return nil }
        self.job = job
        self.handle = handle
        largestReply = limits.largestReply
        let call = job.call
        _ = towow_curl_set_text(handle, CURLOPT_URL, call.url)
        _ = towow_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        _ = towow_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        _ = towow_curl_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        _ = towow_curl_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        _ = towow_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, Int(limits.connectMilliseconds))
        _ = towow_curl_set_long(handle, CURLOPT_TIMEOUT_MS, Int(max(1, call.timeoutMilliseconds)))
        if !limits.usesProxy { _ = towow_curl_set_text(handle, CURLOPT_NOPROXY, "*") }
        // Without this libcurl waits a second for the server's leave to send a long body.
        for line in call.headers + ["expect:"] { headerList = curl_slist_append(headerList, line) }
        _ = towow_curl_set_list(handle, CURLOPT_HTTPHEADER, headerList)
        if call.method == .post {
            _ = towow_curl_set_long(handle, CURLOPT_POST, 1)
            _ = towow_curl_set_long(handle, CURLOPT_POSTFIELDSIZE, call.body.count)
            call.body.withUnsafeBytes { bytes in
                // Copied by libcurl, which only reads it.
                let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
                _ = towow_curl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, start)
            }
        }
        let own = Unmanaged.passUnretained(self).toOpaque()
        _ = towow_curl_set_pointer(handle, CURLOPT_WRITEDATA, own)
        _ = towow_curl_set_sink(handle, CURLOPT_WRITEFUNCTION, takeBody)
        _ = towow_curl_set_pointer(handle, CURLOPT_HEADERDATA, own)
        _ = towow_curl_set_sink(handle, CURLOPT_HEADERFUNCTION, takeHeader)
    }

    func free() {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headerList)
        headerList = nil
    }

    /// False: stop the transfer.
    fileprivate func take(body bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= largestReply else {
            isTooLarge = true
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    fileprivate func take(header bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes, as: UTF8.self)
        // A new status line begins a new reply: what came before was provisional.
        if line.hasPrefix("HTTP/") { return headers = [:] }
        guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return }
        var value = line[line.index(after: colon)...]
        while let first = value.first, first.isWhitespace { value.removeFirst() }
        while let last = value.last, last.isWhitespace { value.removeLast() }
        headers[line[..<colon].lowercased()] = String(value)
    }

    func result(_ code: CURLcode) -> Result<HTTPReply, TransportFailure> {
        if code == CURLE_OK {
            var status = 0
            _ = towow_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
            return .success(HTTPReply(status: status, headers: headers, body: body))
        }
        if isTooLarge { return .failure(.tooLarge) }
        let reason = String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_OPERATION_TIMEDOUT: return .failure(.timeout)
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_WEIRD_SERVER_REPLY:
            return .failure(.broken(reason))
        default: return .failure(.connection(reason))
        }
    }
}

private func takeBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ owner: UnsafeMutableRawPointer?
) -> Int {
    guard let owner else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(owner).takeUnretainedValue()
    return transfer.take(body: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private func takeHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ owner: UnsafeMutableRawPointer?
) -> Int {
    guard let owner else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(owner).takeUnretainedValue()
    transfer.take(header: UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}
