import FoundationEssentials
import Logging
import NIOCore
import NIOHTTP1
import Testing

@testable import Engine
@testable import Web

/// The API's document and what the server really has. What its calls answer is compared by Tests/check/openapi.py.
@Suite("OpenAPI", .timeLimit(.minutes(3)))
struct OpenAPITests {
    /// With everything switched on that adds routes.
    private static let table: RouteTable = {
        var configuration = WebConfiguration(bindings: [])
        configuration.admin = (AdminKey("key"), TestAdministration())
        configuration.demo = ScriptedDemo()
        configuration.metricsText = { "" }
        return ServerCore(
            configuration: configuration, service: ScriptedService(), workers: [], logger: Logger(label: "test")
        ).routes
    }()

    /// The pages, which people read and programs do not call.
    private static let pages: Set<RouteTable.Call> = {
        var builder = RouteTable.Builder()
        PageRoutes(service: ScriptedService(), pages: Pages(folder: nil)).add(to: &builder)
        return Set(builder.calls.filter { $0.pattern != Pages.document })
    }()

    private static func document() throws -> JSONValue {
        let answer = try #require(Pages(folder: nil).file(at: Pages.document, for: request(Pages.document)))
        return try JSONDecoder().decode(JSONValue.self, from: Data(answer.body.readableBytesView))
    }

    private static func request(_ path: String, headers: HTTPHeaders = [:]) -> WebRequest {
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path, headers: headers)
        return WebRequest(head: head, path: path, query: "", id: "test", started: .now(), keepsAlive: true)
    }

    /// `/a/:id` and `/a/{demand_id}` are the same address.
    private static func shape(_ path: String) -> String {
        path.split(separator: "/").map { $0.hasPrefix(":") || $0.hasPrefix("{") ? "{}" : String($0) }
            .joined(separator: "/")
    }

    private static func operations() throws -> [(name: String, operation: [String: JSONValue])] {
        let paths = try #require(document()["paths"]?.members)
        return paths.flatMap { path, item in
            (item.members ?? [:]).map { ("\($0.key.uppercased()) \(shape(path))", $0.value.members ?? [:]) }
        }
    }

    @Test("every call of the server is documented, and every documented call is there")
    func calls() throws {
        let registered = Set(
            Self.table.calls.filter { !Self.pages.contains($0) }.map {
                "\($0.method.rawValue) \(Self.shape($0.pattern))"
            }
        )
        let documented = Set(try Self.operations().map(\.name))
        #expect(registered.subtracting(documented) == [], "not documented")
        #expect(documented.subtracting(registered) == [], "documented, but not there")
        #expect(registered.count > 20)
    }

    @Test("pages are none of the API's addresses")
    func pagesApart() {
        #expect(Self.pages.contains(RouteTable.Call(method: .GET, pattern: "/docs")))
        for page in Self.pages {
            #expect(page.method == .GET)
            #expect(!page.pattern.hasPrefix("/api") && !page.pattern.hasPrefix("/health"), "\(page)")
        }
    }

    @Test("a path names each of its parts, and no other parameter of the path")
    func pathParameters() throws {
        let document = try Self.document()
        let components = try #require(document["components"]?["parameters"]?.members)
        for (path, item) in try #require(document["paths"]?.members) {
            let wanted = Set(
                path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) })
            for (method, operation) in item.members ?? [:] {
                let named = (operation["parameters"]?.items ?? []).compactMap { parameter -> String? in
                    guard let name = parameter["$ref"]?.text?.split(separator: "/").last,
                        components[String(name)]?["in"]?.text == "path"
                    else { return nil }
                    return components[String(name)]?["name"]?.text
                }
                #expect(Set(named) == wanted, "\(method) \(path)")
            }
        }
    }

    @Test("every call has an id of its own, one known tag, words in both languages, and answers")
    func operationsAreComplete() throws {
        let tags = try #require(Self.document()["tags"]?.items).compactMap { $0["name"]?.text }
        var ids: Set<String> = []
        for (name, operation) in try Self.operations() {
            #expect(ids.insert(try #require(operation["operationId"]?.text)).inserted, "\(name)")
            let own = operation["tags"]?.items?.compactMap(\.text) ?? []
            #expect(own.count == 1 && tags.contains(own[0]), "\(name)")
            for key in ["summary", "description"] {
                #expect(operation[key]?.text?.isEmpty == false, "\(name)")
                let chinese = operation["x-zh"]?[key]?.text ?? ""
                #expect(chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(name): \(key)")
            }
            #expect(operation["security"]?.items != nil, "\(name)")
            #expect(operation["responses"]?.members?.keys.contains { $0.hasPrefix("2") } == true, "\(name)")
        }
    }

    @Test("every tag is used and has words in both languages")
    func tags() throws {
        let used = Set(try Self.operations().flatMap { $0.operation["tags"]?.items?.compactMap(\.text) ?? [] })
        for tag in try #require(Self.document()["tags"]?.items) {
            #expect(used.contains(tag["name"]?.text ?? ""), "\(tag)")
            #expect(tag["x-zh"]?["summary"]?.text?.isEmpty == false)
            #expect(tag["x-zh"]?["description"]?.text?.isEmpty == false)
        }
    }

    @Test("error codes in the document are those that the server knows")
    func errorCodes() throws {
        let codes = try #require(
            Self.document()["components"]?["schemas"]?["Error"]?["properties"]?["error_code"]?["enum"]?.items)
        for code in codes.compactMap(\.text) { #expect(TowowError.Code(rawValue: code) != nil, "\(code)") }
    }

    @Test("the document is found again by its tag, packed as the caller likes it, and kept in no cache unasked")
    func caching() throws {
        let plain = try #require(Pages(folder: nil).file(at: Pages.document, for: Self.request(Pages.document)))
        let fields = Dictionary(plain.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        #expect(fields["content-type"] == "application/json; charset=utf-8")
        #expect(fields["cache-control"] == "no-cache")
        let known = Self.request(Pages.document, headers: ["if-none-match": try #require(fields["etag"])])
        #expect(Pages(folder: nil).file(at: Pages.document, for: known)?.status == .notModified)
        let packed = Self.request(Pages.document, headers: ["accept-encoding": "br"])
        let brotli = try #require(Pages(folder: nil).file(at: Pages.document, for: packed))
        #expect(brotli.body.readableBytes < plain.body.readableBytes / 3)
        // Also while the pages come from a folder.
        #expect(Pages(folder: "/nowhere").file(at: Pages.document, for: known)?.status == .notModified)
    }

    @Test("logs and metrics know the document and the page that shows it by their paths")
    func knownRoutes() async throws {
        for path in [Pages.document, "/docs"] {
            #expect(Self.table.match(path)?.pattern == path)
            #expect(Self.table.allow(path) == "GET, HEAD, OPTIONS")
        }
        try await TestServer.with(ScriptedService()) { server in
            for path in [Pages.document, "/docs"] {
                let client = try await server.client()
                let answer = try await client.get(path)
                #expect(answer.status == 200)
            }
        }
    }
}

extension JSONValue {
    fileprivate subscript(key: String) -> JSONValue? { members?[key] }
    fileprivate var members: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }
    fileprivate var items: [JSONValue]? { if case .array(let items) = self { items } else { nil } }
    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
}
