import CAssets
import FoundationEssentials
import Testing

@testable import Appliance

/// Files of the repository that have to agree with the code or with each other.
@Suite("Repository")
struct RepositoryTests {
    private static let root = String(#filePath.dropLast("/Tests/ApplianceTests/RepositoryTests.swift".count))

    private func file(_ name: String) throws -> String {
        try ConfigurationSources.contents(of: "\(Self.root)/\(name)")
    }

    @Test(".env.example is what the table says: towow config example > .env.example")
    func example() throws {
        #expect(try file(".env.example") == ConfigurationKey.example())
    }

    @Test(".env.example is a valid file when everything in it is uncommented")
    func exampleIsValid() {
        let text = ConfigurationKey.example().split(separator: "\n")
            .map { $0.hasPrefix("#") && !$0.hasPrefix("# ") ? $0.dropFirst() : $0 }.joined(separator: "\n")
        #expect(faults(sources(file: text)).isEmpty)
    }

    @Test("make test runs every test target")
    func everyTargetIsTested() throws {
        let parts = try file("Package.swift").split(separator: ".testTarget(").dropFirst()
        let targets = parts.compactMap { $0.split(separator: "\"").dropFirst().first }
        #expect(targets.contains("ApplianceTests"))
        let makefile = try file("Makefile")
        for target in targets {
            #expect(["(", "|"].contains { makefile.contains("\($0)\(target)") }, "\(target)")
        }
    }

    @Test("the API's document has this version")
    func documentVersion() throws {
        let count = towow_asset_count()
        let assets = (0..<count).compactMap { towow_asset_at($0)?.pointee }
        let asset = try #require(assets.first { String(cString: $0.url) == "/openapi.json" })
        struct Document: Decodable {
            struct Info: Decodable { var version: String }
            var info: Info
        }
        let bytes = Data(UnsafeBufferPointer(start: asset.raw, count: asset.raw_n))
        #expect(try JSONDecoder().decode(Document.self, from: bytes).info.version == Version.number)
    }

    @Test("docs/configuration.md has every variable as the table has it, and a check that sets it")
    func configurationTable() throws {
        let rows = try file("docs/configuration.md").split(separator: "\n").filter { $0.hasPrefix("| `") }.map { row in
            row.split(separator: "|").map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
        }
        #expect(rows.map { $0[0] } == ConfigurationKey.allCases.map { "`\($0.name)`" })
        for (key, row) in zip(ConfigurationKey.allCases, rows) {
            let entry = key.entry
            switch entry.standard {
            case .value(let text): #expect(row[1] == "`\(text)`")
            case .byEnvironment(let development, let production):
                let other = production.isEmpty ? "none" : "`\(production)`"
                #expect(row[1] == "`\(development)`, in production \(other)")
            case .described(let text): #expect(row[1] == text)
            }
            #expect(row[2] == entry.help + (entry.isSecret ? " (secret)" : ""))
            let change = entry.isLive ? "live" : "restart"
            #expect(row[3] == change, "\(key.name)")
            let proof = try #require(row[4].split(separator: "(").last?.dropLast())
            #expect(proof.hasPrefix("../Tests/check/"))
            #expect(try file(String(proof.dropFirst(3))).contains(key.name), "\(proof) does not set \(key.name)")
        }
    }

    @Test("every proof that SECURITY.md names is there")
    func securityProofs() throws {
        let text = try file("SECURITY.md")
        let checks = text.split(separator: "](").dropFirst().map { $0.prefix { $0 != ")" } }
        #expect(checks.count > 10)
        for check in checks { #expect(try !file(String(check)).isEmpty) }
        let suites = text.split(separator: "`").filter { $0.hasSuffix("Tests") && !$0.contains(" ") }
        #expect(suites.count > 5)
        for suite in suites {
            let folders = ["WebTests", "EngineTests", "ApplianceTests", "ClaudeTests"]
            #expect(folders.contains { (try? file("Tests/\($0)/\(suite).swift")) != nil }, "\(suite)")
        }
    }

    @Test("both READMEs have the same outline, commands, links and pictures")
    func readmes() throws {
        let english = Outline(of: try file("README.md"))
        let chinese = Outline(of: try file("README.zh-CN.md"))
        #expect(english.levels == chinese.levels)
        #expect(english.code == chinese.code)
        #expect(english.targets == chinese.targets)
    }

    /// What a translation keeps: heading levels, commands, link targets.
    private struct Outline {
        var levels: [Int] = []
        var code: [String] = []
        var targets: [String] = []

        init(of text: String) {
            var isCode = false
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                if line.hasPrefix("```") {
                    isCode.toggle()
                } else if isCode {
                    // Comments and quoted demands are in the language of the page.
                    let command = line.prefix { $0 != "#" && $0 != "\"" }
                    code.append(String(command.reversed().drop { $0 == " " }.reversed()))
                } else {
                    if line.hasPrefix("#") { levels.append(line.prefix { $0 == "#" }.count) }
                    targets += Self.targets(in: String(line))
                }
            }
        }

        private static func targets(in line: String) -> [String] {
            line.split(separator: "(").dropFirst().compactMap { part in
                let target = part.prefix { $0 != ")" }
                return target.contains("/") || target.contains(".") ? String(target) : nil
            }.filter { !$0.hasPrefix("README") && !$0.contains(" ") }
        }
    }
}
