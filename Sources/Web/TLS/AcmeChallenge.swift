import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// A certificate authority asks for the proof that this host is ours (RFC 8555 §8.3): a file that the ACME client has put below its web
/// root, as `certbot --webroot -w FOLDER` does.
struct AcmeChallenge: Sendable {
    static let prefix = "/.well-known/acme-challenge/"
    private static let folders = [".well-known", "acme-challenge"]
    private static let maximumBytes = 4096

    private let webroot: String
    private let token: String

    /// Nil when the request asks for no challenge.
    init?(_ request: WebRequest, webroot: String?) {
        guard let webroot, request.isGetOrHead, request.path.hasPrefix(AcmeChallenge.prefix) else { return nil }
        self.webroot = webroot
        token = String(request.path.dropFirst(AcmeChallenge.prefix.count))
    }

    /// The answer; 404 for a token that is none or has no file. Does not block the caller's thread.
    func answer() async -> Answer? {
        guard isPlainName else { return nil }
        return try? await NIOThreadPool.singleton.runIfActive { read() }
    }

    /// base64url (RFC 8555 §8.1): no dot, so no way up, and no slash, so no way down.
    private var isPlainName: Bool {
        (1...256).contains(token.utf8.count)
            && token.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// Follows no symbolic link below the web root.
    private func read() -> Answer? {
        var folder = open(webroot, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        for name in AcmeChallenge.folders where folder >= 0 {
            let next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            close(folder)
            folder = next
        }
        guard folder >= 0 else { return nil }
        defer { close(folder) }
        let descriptor = openat(folder, token, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard let file = SmallFile(descriptor, maximum: AcmeChallenge.maximumBytes) else { return nil }
        return Answer(
            .ok, fields: [("content-type", "text/plain"), ("cache-control", "no-store")],
            body: ByteBuffer(bytes: file.bytes))
    }
}
