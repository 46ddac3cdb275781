import Engine
import Glibc
import NIOCore
import NIOSSL

/// A certificate with its chain and its key, read from files and proved to belong together.
struct CertificatePair {
    /// Forward secrecy and authenticated encryption only; TLS 1.3 has nothing else anyway.
    private static let cipherSuites = "ECDHE+AESGCM:ECDHE+CHACHA20"
    private static let maximumBytes = 1 << 20

    let context: NIOSSLContext
    let validFrom: Timestamp
    let validUntil: Timestamp
    /// Others than its owner may read the private key.
    let isKeyOpen: Bool
    /// What works but should not stay so.
    let warnings: [String]

    /// Blocks.
    /// - Parameter now: seconds since 1970, for what is told of its dates.
    init(certificateFile: String, keyFile: String, now: Int = time(nil)) throws(CertificateFault) {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMBytes(
                try CertificatePair.read(certificateFile, variable: "TLS_CERT_FILE").bytes)
        } catch let fault as CertificateFault { throw fault } catch { chain = [] }
        guard let leaf = chain.first else {
            throw CertificateFault(description: "TLS_CERT_FILE: \(certificateFile) holds no certificate in PEM")
        }
        let file = try CertificatePair.read(keyFile, variable: "TLS_KEY_FILE")
        let key: NIOSSLPrivateKey
        do {
            key = try NIOSSLPrivateKey(bytes: file.bytes, format: .pem)
        } catch {
            throw CertificateFault(
                description: "TLS_KEY_FILE: \(keyFile) holds no private key in PEM that is not encrypted")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.maximumTLSVersion = .tlsv13
        configuration.cipherSuites = CertificatePair.cipherSuites
        configuration.applicationProtocols = ["h2", "http/1.1"]
        // Nobody's certificate is verified here: the roots of the system would only cost time and memory.
        configuration.trustRoots = .certificates([])
        configuration.shutdownTimeout = .seconds(1)
        do {
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw CertificateFault(
                description: "TLS_KEY_FILE: \(keyFile) is not the key of the certificate in \(certificateFile)")
        }
        validFrom = Timestamp(milliseconds: Int64(leaf.notValidBefore) * 1000)
        validUntil = Timestamp(milliseconds: Int64(leaf.notValidAfter) * 1000)
        isKeyOpen = file.mode & (S_IRWXG | S_IRWXO) != 0
        warnings = CertificatePair.warnings(leaf, keyFile: keyFile, isKeyOpen: isKeyOpen, now: now)
    }

    private static func warnings(_ leaf: NIOSSLCertificate, keyFile: String, isKeyOpen: Bool, now: Int) -> [String] {
        var warnings: [String] = []
        if leaf.notValidAfter < now { warnings.append("the certificate has expired") }
        if leaf.notValidBefore > now { warnings.append("the certificate is not valid yet") }
        if isKeyOpen {
            warnings.append("others than its owner may use the private key \(keyFile); its mode should be 0600")
        }
        return warnings
    }

    private static func read(
        _ path: String, variable: String
    ) throws(CertificateFault) -> (bytes: [UInt8], mode: mode_t) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw CertificateFault(description: "\(variable): \(path) cannot be read: \(reason)")
        }
        defer { close(descriptor) }
        guard let file = SmallFile(descriptor, maximum: maximumBytes) else {
            throw CertificateFault(description: "\(variable): \(path) is not a file, or larger than 1 MiB")
        }
        return (file.bytes, file.mode)
    }
}
