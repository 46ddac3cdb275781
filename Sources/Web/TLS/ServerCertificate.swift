import Engine
import Glibc
public import Logging
public import Metrics
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Why a certificate cannot be used, for a person.
public struct CertificateFault: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String
}

/// The certificate and private key that TLS connections are served with. They can be renewed while the server runs: handshakes from then
/// on get the new ones, connections that are open go on.
public final class ServerCertificate: Sendable {
    public enum Outcome: Sendable, Hashable {
        /// The files are as they were.
        case unchanged
        /// The files have just changed; they are read when they have rested.
        case settling
        case renewed
        /// The files cannot be used; the certificate before goes on.
        case refused
    }

    private struct State {
        var context: NIOSSLContext
        /// The files that were last looked at, whether they could be used or not.
        var prints: [FilePrint?]
        /// Files that have changed since, seen once.
        var candidate: [FilePrint?]?
    }

    private let certificateFile: String
    private let keyFile: String
    private let logger: Logger
    private let state: Mutex<State>
    private let applied: Counter
    private let failed: Counter

    /// Reads both files. Blocks.
    /// - Parameters:
    ///   - certificateFile: PEM, the server's certificate first, then those between it and a root.
    ///   - keyFile: PEM, not encrypted.
    /// - Throws: `CertificateFault` when a file cannot be read or the two do not belong together.
    public init(
        certificateFile: String, keyFile: String, logger: Logger, metrics: any MetricsFactory = MetricsSystem.factory
    ) throws(CertificateFault) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.logger = logger
        applied = Counter(label: "config_reload_total", dimensions: [("outcome", "ok")], factory: metrics)
        failed = Counter(label: "config_reload_total", dimensions: [("outcome", "failed")], factory: metrics)
        let prints = [FilePrint(certificateFile), FilePrint(keyFile)]
        let pair = try CertificatePair(certificateFile: certificateFile, keyFile: keyFile)
        state = Mutex(State(context: pair.context, prints: prints, candidate: nil))
        warn(of: pair)
    }

    /// What the next handshake uses.
    var context: NIOSSLContext { state.withLock { $0.context } }

    /// Looks whether the files have changed. Two files cannot be replaced at once: a change counts when they are the same at the next
    /// call. Does not block the caller's thread.
    /// - Parameter atOnce: reads them in any case, for somebody who says that they are in place.
    @discardableResult
    public func refresh(atOnce: Bool = false) async -> Outcome {
        do {
            return try await NIOThreadPool.singleton.runIfActive { self.refreshBlocking(atOnce: atOnce) }
        } catch {
            return .unchanged
        }
    }

    private func refreshBlocking(atOnce: Bool) -> Outcome {
        let prints = [FilePrint(certificateFile), FilePrint(keyFile)]
        let rest: Outcome? = state.withLock { state in
            if !atOnce {
                guard prints != state.prints else {
                    state.candidate = nil
                    return .unchanged
                }
                guard prints == state.candidate else {
                    state.candidate = prints
                    return .settling
                }
            }
            state.prints = prints
            state.candidate = nil
            return nil
        }
        if let rest { return rest }
        do throws(CertificateFault) {
            let pair = try CertificatePair(certificateFile: certificateFile, keyFile: keyFile)
            state.withLock { $0.context = pair.context }
            applied.increment()
            logger.notice("TLS certificate loaded", metadata: ["valid_until": "\(pair.validUntil.rfc3339)"])
            warn(of: pair)
            return .renewed
        } catch {
            failed.increment()
            logger.error(
                "the new TLS certificate cannot be used, the one before goes on", metadata: ["reason": "\(error)"])
            return .refused
        }
    }

    private func warn(of pair: CertificatePair) {
        for warning in pair.warnings {
            logger.warning("TLS certificate", metadata: ["warning": "\(warning)"])
        }
    }
}

/// What tells one content of a file from another without reading it.
private struct FilePrint: Equatable {
    private let device: UInt
    private let inode: UInt
    private let size: Int
    private let modified: [Int]

    /// Nil when there is no such file. Follows symbolic links: renewal replaces what they lead to.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
        size = Int(status.st_size)
        modified = [
            status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
        ]
    }
}
