import CAssets
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// The files of the pages: from the binary, or in development from a folder. And the API's document, always from the binary.
struct Pages: Sendable {
    /// Where the API's document is.
    static let document = "/openapi.json"

    private struct File: Sendable {
        let type: String
        let etag: String
        let cacheControl: String
        let raw: ByteBuffer
        let gzip: ByteBuffer?
        let brotli: ByteBuffer?
    }

    private let files: [String: File]
    private let folder: String?

    /// - Parameter folder: serves its files as they are instead of the ones in the binary.
    init(folder: String?) {
        self.folder = folder
        var files: [String: File] = [:]
        for index in 0..<towow_asset_count() {
            guard let asset = towow_asset_at(index)?.pointee else { continue }
            let url = String(cString: asset.url)
            files[url] = File(
                type: String(cString: asset.type), etag: String(cString: asset.etag),
                cacheControl: url == "/" || url == Pages.document ? "no-cache" : "public, max-age=31536000, immutable",
                raw: Pages.buffer(asset.raw, asset.raw_n) ?? ByteBuffer(), gzip: Pages.buffer(asset.gz, asset.gz_n),
                brotli: Pages.buffer(asset.br, asset.br_n))
        }
        self.files = folder == nil ? files : files.filter { $0.key == Pages.document }
    }

    private static func buffer(_ start: UnsafePointer<UInt8>?, _ count: Int) -> ByteBuffer? {
        guard let start, count > 0 else { return nil }
        return ByteBuffer(bytes: UnsafeBufferPointer(start: start, count: count))
    }

    func has(_ path: String) -> Bool { files[path] != nil }

    /// A file by its exact address, so that no path can lead anywhere else.
    func file(at path: String, for request: WebRequest) -> Answer? {
        if let folder, path != Pages.document {
            return fromFolder(folder, path: path == "/" ? "/index.html" : path)
        }
        guard let file = files[path] else { return nil }
        return answer(file, status: .ok, for: request)
    }

    /// The page that finds out from the address what to show.
    func index(status: HTTPResponseStatus, for request: WebRequest) -> Answer? {
        if let folder {
            var answer = fromFolder(folder, path: "/index.html")
            answer?.status = status
            return answer
        }
        guard let file = files["/"] else { return nil }
        return answer(file, status: status, for: request)
    }

    private func answer(_ file: File, status: HTTPResponseStatus, for request: WebRequest) -> Answer {
        var fields = [("etag", file.etag), ("cache-control", file.cacheControl), ("vary", "Accept-Encoding")]
        if status == .ok, let known = request.headers.first(name: "if-none-match"), Pages.matches(known, file.etag) {
            return Answer(.notModified, fields: fields)
        }
        fields.append(("content-type", file.type))
        var body = file.raw
        if file.brotli != nil || file.gzip != nil, let header = request.headers.first(name: "accept-encoding") {
            let accepted = QualityList(header)
            if let brotli = file.brotli, accepted.weight(of: "br") > 0 {
                body = brotli
                fields.append(("content-encoding", "br"))
            } else if let gzip = file.gzip, accepted.weight(of: "gzip") > 0 {
                body = gzip
                fields.append(("content-encoding", "gzip"))
            }
        }
        return Answer(status, fields: fields, body: body)
    }

    /// RFC 9110 §13.1.2, weak comparison.
    private static func matches(_ header: String, _ etag: String) -> Bool {
        header.split(separator: ",").contains { item in
            let tag = item.trimmedSpaces
            return tag == "*" || tag == etag || tag == "W/" + etag
        }
    }

    // MARK: Development

    private func fromFolder(_ folder: String, path: String) -> Answer? {
        let parts = path.split(separator: "/")
        guard !parts.isEmpty, parts.allSatisfy({ $0 != ".." && !$0.hasPrefix(".") }),
            let type = Pages.types[String(path.split(separator: ".").last ?? "")],
            let bytes = FileManager.default.contents(atPath: folder + "/" + parts.joined(separator: "/"))
        else { return nil }
        return Answer(
            .ok, fields: [("content-type", type), ("cache-control", "no-store")], body: ByteBuffer(bytes: bytes))
    }

    private static let types = [
        "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
        "svg": "image/svg+xml", "webmanifest": "application/manifest+json", "png": "image/png", "ico": "image/x-icon",
    ]
}
