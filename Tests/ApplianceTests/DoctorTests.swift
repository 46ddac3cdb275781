import Engine
import FoundationEssentials
import Glibc
import Testing
import Web

@testable import Appliance
@testable import Storage

@Suite("Doctor", .timeLimit(.minutes(3)))
struct DoctorTests {
    @Test("free space is judged by what the database needs")
    func space() {
        #expect(Doctor.room(10 << 30, at: "/d").status == .ok)
        #expect(Doctor.room(Doctor.littleRoom, at: "/d").status == .ok)
        #expect(Doctor.room(Doctor.littleRoom - 1, at: "/d").status == .warn)
        #expect(Doctor.room(Doctor.noRoom - 1, at: "/d").status == .fail)
        #expect(Doctor.room(3 << 20, at: "/d").message == "3 MiB free at /d")
    }

    @Test("a certificate is good between its dates and should be renewed before its end")
    func validity() {
        let day: Int64 = 86_400_000
        func status(_ now: Int64) -> Finding.Status {
            Doctor.validity(
                CertificateReport(
                    validFrom: Timestamp(milliseconds: 10 * day), validUntil: Timestamp(milliseconds: 100 * day),
                    isKeyOpen: false), now: Timestamp(milliseconds: now)
            ).status
        }
        #expect(status(9 * day) == .fail)
        #expect(status(10 * day) == .ok)
        #expect(status((100 - 14) * day) == .ok)
        #expect(status((100 - 14) * day + 1) == .warn)
        #expect(status(100 * day + 1) == .fail)
    }

    @Test("an old schema is migrated at the start, a newer one is not for this version")
    func schema() {
        func state(_ name: String, at moment: Int64?, isKnown: Bool = true) -> MigrationState {
            MigrationState(name: name, appliedAt: moment.map(Timestamp.init(milliseconds:)), isKnown: isKnown)
        }
        #expect(Doctor.schema([state("0001", at: 1)], of: "db").status == .ok)
        let old = Doctor.schema([state("0001", at: 1), state("0002", at: nil)], of: "db")
        #expect(old.status == .warn && old.message.contains("0002 missing"))
        let newer = Doctor.schema([state("0001", at: 1), state("0009", at: 2, isKnown: false)], of: "db")
        #expect(newer.status == .fail && newer.message.contains("0009"))
    }

    @Test("every fault of the configuration is a finding, and the rest is looked at all the same")
    func faults() async {
        let doctor = Doctor(
            ConfigurationSources(environment: [
                "APP_PORT": "x", "TOWOW_NO_SUCH": "1", "TOWOW_DATA_DIR": "/nonexistent/data", "TLS_CERT_FILE": "/c.pem",
            ]))
        let diagnosis = await doctor.examine()
        let faults = diagnosis.findings.filter { $0.check == "configuration" }
        #expect(faults.count == 3 && faults.allSatisfy { $0.status == .fail && $0.advice != nil })
        #expect(Set(diagnosis.findings.map(\.check)).isSuperset(of: ["data", "disk", "database", "port", "clock"]))
        #expect(diagnosis.status == .fail)
    }

    @Test("a socket can listen where nobody does, and nowhere else")
    func listening() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port: Int = try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                try #require(bind(descriptor, pointer, length) == 0 && listen(descriptor, 1) == 0)
                try #require(getsockname(descriptor, pointer, &length) == 0)
            }
            return Int(UInt16(bigEndian: pointer.pointee.sin_port))
        }
        #expect(Listening.attempt(host: "127.0.0.1", port: port) == .failed(EADDRINUSE))
        #expect(Listening.attempt(host: "127.0.0.2", port: port) == .possible)
        #expect(Listening.attempt(host: "192.0.2.1", port: port) == .failed(EADDRNOTAVAIL))
        #expect(Listening.attempt(host: "no-such-host.invalid", port: port) == .unknownHost)
    }

    @Test("lines are for people, the object is for programs, and text from outside cannot break either")
    func forms() throws {
        let diagnosis = Diagnosis(findings: [
            .ok("disk", "much room"), .warn("claude", "odd\u{1B}[2J answer\nfail  disk", "try again"),
        ])
        let text = diagnosis.text(TextStyle(hasColour: false))
        #expect(text.split(separator: "\n").count == 2)
        #expect(text.hasPrefix("ok    disk    much room\n"))
        #expect(text.hasSuffix("; try again\n") && !text.contains("\u{1B}"))
        struct Report: Decodable {
            struct Check: Decodable { var check, status, message: String, advice: String? }
            var version, status: String
            var checks: [Check]
        }
        let report = try JSONDecoder().decode(Report.self, from: Data(diagnosis.json().utf8))
        #expect(report.version == Version.number && report.status == "warn")
        #expect(report.checks.map(\.check) == ["disk", "claude"] && report.checks[0].advice == nil)
    }
}
