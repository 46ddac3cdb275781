import FoundationEssentials
import Testing

@testable import Engine

/// The bundled members and the regression demands, read from the repository.
enum MatchingData {
    struct Demand: Decodable, Sendable {
        var id: String
        var language: String
        var text: String
        /// Members who would certainly be invited, best first.
        var expected: [String]
        var also: [String]
        var why: String
    }

    private static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    static func bundled() throws -> [Member] {
        let data = try Data(contentsOf: root.appending(path: "Resources/members/bundled.jsonl"))
        return try MemberImport.parse([UInt8](data))
    }

    static func demands() throws -> [Demand] {
        let data = try Data(contentsOf: root.appending(path: "Tests/matching/demands.jsonl"))
        return try data.split(separator: 10).map { try JSONDecoder().decode(Demand.self, from: $0) }
    }

    /// Members made from a seed: trades of the vocabulary, cities, words.
    static func generated(_ count: Int, seed: UInt64) -> [Member] {
        var random = SeededGenerator(seed: seed)
        let concepts = Vocabulary.standard.concepts.filter { $0.kind == .skill || $0.kind == .resource }
        let cities = ["北京", "上海", "London", "Berlin", "成都", "Singapore"]
        return (0..<count).map { number in
            let own = (0..<Int.random(in: 1...4, using: &random)).compactMap { _ in
                concepts.randomElement(using: &random)
            }
            let isChinese = Bool.random(using: &random)
            let names = own.map { isChinese ? $0.chinese : $0.english }
            var member = Fixtures.member(
                "m-\(number)", isChinese ? "成员\(number)" : "Member \(number)",
                (isChinese ? "多年来专注于" : "Many years of ") + names.joined(separator: isChinese ? "、" : ", "),
                skills: names.map { ($0, []) })
            if Bool.random(using: &random), let city = cities.randomElement(using: &random) {
                member.places = [.init(city: city, radiusKilometres: nil)]
                member.remote = Bool.random(using: &random)
            }
            return member
        }
    }
}
