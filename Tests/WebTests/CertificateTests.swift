import Glibc
import Testing

@testable import Web

@Suite("Certificates", .timeLimit(.minutes(3)))
struct CertificateTests {
    @Test("a pair is taken only when both files can be read and belong together")
    func pairs() throws {
        let one = try TestCertificate()
        let other = try TestCertificate()
        func fault(_ certificate: String, _ key: String) -> String? {
            do throws(CertificateFault) {
                _ = try ServerCertificate(certificateFile: certificate, keyFile: key, logger: TestServer.quiet)
                return nil
            } catch { return error.description }
        }
        #expect(fault(one.certificate, one.key) == nil)
        #expect(fault(one.certificate, other.key)?.contains("is not the key of the certificate") == true)
        #expect(fault(one.folder + "/none", one.key)?.hasPrefix("TLS_CERT_FILE") == true)
        #expect(fault(one.certificate, one.folder + "/none")?.hasPrefix("TLS_KEY_FILE") == true)
        #expect(fault(one.key, one.key)?.contains("no certificate") == true)
        #expect(fault(one.certificate, one.certificate)?.contains("no private key") == true)
        #expect(fault(one.folder, one.key)?.contains("is not a file") == true)
        #expect(fault("/dev/zero", one.key)?.contains("is not a file") == true)
    }

    @Test("a renewed pair is taken when it has come to rest, a broken one never")
    func renewal() async throws {
        let files = try TestCertificate()
        let certificate = try files.load()
        let first = ObjectIdentifier(certificate.context)
        #expect(await certificate.refresh() == .unchanged)
        try files.renew()
        #expect(await certificate.refresh() == .settling)
        #expect(ObjectIdentifier(certificate.context) == first)
        #expect(await certificate.refresh() == .renewed)
        let second = ObjectIdentifier(certificate.context)
        #expect(second != first)
        try files.breakKey()
        #expect(await certificate.refresh() == .settling)
        #expect(await certificate.refresh() == .refused)
        #expect(await certificate.refresh() == .unchanged, "one report is enough")
        #expect(ObjectIdentifier(certificate.context) == second)
        try files.renew()
        #expect(await certificate.refresh(atOnce: true) == .renewed)
        #expect(await certificate.refresh() == .unchanged)
        try #require(unlink(files.key) == 0)
        #expect(await certificate.refresh(atOnce: true) == .refused)
    }

    @Test("an expired certificate and a key that others can read are told of")
    func warnings() throws {
        let files = try TestCertificate()
        func warnings(inDays days: Int) throws -> [String] {
            try CertificatePair(
                certificateFile: files.certificate, keyFile: files.key, now: time(nil) + days * 86_400
            ).warnings
        }
        #expect(try warnings(inDays: 0).isEmpty)
        #expect(try warnings(inDays: 31) == ["the certificate has expired"])
        #expect(try warnings(inDays: -1) == ["the certificate is not valid yet"])
        try #require(chmod(files.key, 0o640) == 0)
        #expect(try warnings(inDays: 0).contains { $0.contains("others than its owner") })
    }
}
