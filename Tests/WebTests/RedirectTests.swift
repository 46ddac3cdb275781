import Glibc
import Testing

@testable import Web

@Suite("Plain port beside TLS", .timeLimit(.minutes(3)))
struct RedirectTests {
    @Test(
        "hosts that are names or addresses are taken",
        arguments: [
            ("example.org", "example.org", nil), ("Example.ORG:8080", "example.org", 8080), ("a.b.", "a.b.", nil),
            ("127.0.0.1:80", "127.0.0.1", 80), ("[::1]:443", "[0:0:0:0:0:0:0:1]", 443), ("_x-1.y", "_x-1.y", nil),
        ] as [(String, String, Int?)])
    func hosts(header: String, name: String, port: Int?) throws {
        let host = try #require(Redirect.Host(header))
        #expect(host.name == name)
        #expect(host.port == port)
    }

    @Test(
        "everything else is refused",
        arguments: [
            "", ".", "a..b", "-a", "a-", "a b", "a/b", "a@b", "a\\b", "a:0", "a:65536", "a:+80", "a:", "a:b", "[::1",
            "[a]",
            "[::1]x", "[1.2.3.4]", "é.org", "<a>", "a#b", "a?b", "a%2fb", String(repeating: "x", count: 64),
            String(repeating: "x.", count: 128),
        ])
    func noHosts(header: String) {
        #expect(Redirect.Host(header) == nil)
    }

    @Test("the port of the redirect is the one that the client can reach")
    func ports() async throws {
        let certificate = try TestCertificate()
        try await TestServer.with(
            ScriptedService(),
            configure: { configuration in
                configuration.bindings = []
                configuration.secureBindings = [.address(host: "127.0.0.1", port: 0)]
                configuration.redirectBindings = [.address(host: "127.0.0.1", port: 0)]
                configuration.certificate = try? certificate.load()
            }
        ) { server in
            func location(_ host: String, _ target: String) async throws -> String? {
                let client = try await RawClient(port: server.ports[1])
                try await client.send("GET \(target) HTTP/1.1\r\nHost: \(host)\r\n\r\n")
                let reply = try await client.reply()
                #expect(reply.status == 308)
                #expect(reply.header("strict-transport-security") == nil)
                return reply.header("location")
            }
            let (secure, plain) = (server.ports[0], server.ports[1])
            let cases = [
                ("a.org:\(plain)", "/x?y=1", "https://a.org:\(secure)/x?y=1"),
                // Port 80 leads here, so 443 leads there.
                ("a.org", "/x", "https://a.org/x"),
                ("a.org:\(plain)", "//b.org", "https://a.org:\(secure)//b.org"),
                ("a.org:\(plain)", "http://a.org:\(plain)/y", "https://a.org:\(secure)/y"),
            ]
            for (host, target, expected) in cases {
                let found = try await location(host, target)
                #expect(found == expected)
            }
        }
    }

    @Test("challenges are plain files with plain names below the web root, on every port")
    func challenges() async throws {
        let files = try TestCertificate()
        let folder = files.folder + "/.well-known/acme-challenge"
        try #require(mkdir(files.folder + "/.well-known", 0o700) == 0 && mkdir(folder, 0o700) == 0)
        func write(_ name: String, _ text: String) throws {
            let file = try #require(fopen(name, "w"))
            fputs(text, file)
            fclose(file)
        }
        try write(folder + "/good_-1", "good_-1.print")
        try write(folder + "/large", String(repeating: "x", count: 4097))
        try write(files.folder + "/secret", "secret")
        try #require(symlink(files.folder + "/secret", folder + "/link") == 0)
        try #require(mkdir(folder + "/inner", 0o700) == 0)
        try await TestServer.with(
            ScriptedService(),
            configure: { configuration in
                configuration.redirectBindings = [.address(host: "127.0.0.1", port: 0)]
                configuration.acmeWebroot = files.folder
            }
        ) { server in
            for port in server.ports {
                let client = try await RawClient(port: port)
                let reply = try await client.get("/.well-known/acme-challenge/good_-1")
                #expect(reply.status == 200)
                #expect(reply.text == "good_-1.print")
                #expect(reply.header("content-type") == "text/plain")
                for token in ["large", "link", "inner", "none", "", "..", "../secret", "../../secret", "%2e%2e", "a.b"]
                {
                    let reply = try await client.get("/.well-known/acme-challenge/\(token)")
                    #expect(reply.status == 404, "\(token)")
                }
            }
        }
    }
}
