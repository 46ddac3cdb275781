import Engine
import FoundationEssentials

/// A ranking of members for people or programs.
enum MatchReport {
    // MARK: for people

    static func text(_ ranking: MemberRanking.Ranking, explained: Bool, style: TextStyle) -> String {
        let understanding = ranking.understanding
        let isChinese = understanding.language == .chinese
        func pick(_ chinese: String, _ english: String) -> String { isChinese ? chinese : english }
        var lines: [String] = []
        let needs = understanding.capabilityTags.joined(separator: pick("、", ", "))
        lines.append(
            style.strong(pick("需要：", "Needs: ")) + (needs.isEmpty ? pick("没有读出具体需要", "none named") : needs))
        let context = contextText(understanding.context, isChinese: isChinese)
        if !context.isEmpty { lines.append(style.faint(context)) }
        if !ranking.coverage.uncovered.isEmpty, !ranking.entries.isEmpty {
            let uncovered = ranking.coverage.uncovered.joined(separator: pick("、", ", "))
            lines.append(pick("没有成员能满足：", "Nobody serves: ") + uncovered)
        }
        lines.append("")
        for (number, entry) in ranking.entries.enumerated() {
            let member = entry.match.record.member
            let mark = entry.isInvited ? "+" : " "
            let rank = pad("\(number + 1)", 3), score = pad("\(entry.match.score)", 4)
            let head = "\(mark)\(rank)\(score)  \(style.strong(member.displayName)) \(style.faint(member.id))"
            lines.append(head)
            lines.append("           " + entry.match.reason)
            if explained { lines += explanation(entry.match, needs: understanding.capabilityTags).map { "           " + $0 } }
        }
        if ranking.entries.isEmpty {
            lines.append(
                ranking.totalMembers == 0
                    ? pick("还没有成员。", "There are no members.")
                    : pick("地点、时间或人数把所有成员都排除了。", "Place, date or size rule every member out."))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func contextText(_ context: Understanding.Context, isChinese: Bool) -> String {
        var parts: [String] = []
        if let location = context.location { parts.append(location) }
        if context.remote == true { parts.append(isChinese ? "线上" : "remote") }
        if let date = context.date { parts.append("\(date)") }
        if let end = context.dateEnd, end != context.date { parts.append("– \(end)") }
        if let people = context.expectedAttendees { parts.append(isChinese ? "\(people)人" : "\(people) people") }
        if let budget = context.budget { parts.append("\(Int(budget.amount.rounded())) \(budget.currency)") }
        return parts.joined(separator: " · ")
    }

    private static func explanation(_ match: Match, needs: [String]) -> [String] {
        let explanation = match.explanation
        var lines: [String] = []
        let fits = zip(needs, explanation.fits).map { "\($0) \(twoDigits($1))" }.joined(separator: ", ")
        if !fits.isEmpty { lines.append("fits      \(fits)") }
        let meaning = explanation.meaning.map { ", meaning \(twoDigits($0))" } ?? ""
        lines.append(
            "evidence  words \(twoDigits(explanation.words)), concepts \(twoDigits(explanation.concepts))\(meaning), "
                + "place \(explanation.place)")
        if !explanation.shared.isEmpty { lines.append("shared    \(explanation.shared.joined(separator: ", "))") }
        return lines
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private static func twoDigits(_ value: Double) -> String {
        let hundredths = Int((abs(value) * 100).rounded())
        return "\(value < 0 && hundredths > 0 ? "-" : "")\(hundredths / 100)."
            + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
    }

    // MARK: for programs

    private struct Document: Encodable {
        struct Entry: Encodable {
            struct Explanation: Encodable {
                var fits: [String: Double]
                var words: Double
                var concepts: Double
                var meaning: Double?
                var shared: [String]
                var place: String
            }

            var rank: Int
            var id: String
            var displayName: String
            var score: Int
            var invited: Bool
            var needs: [String]
            var capability: String?
            var reason: String
            var explanation: Explanation?
        }

        var language: String
        var needs: [String]
        var uncovered: [String]
        var context: Understanding.Context
        var totalMembers: Int
        var invited: [String]
        var members: [Entry]
    }

    static func json(_ ranking: MemberRanking.Ranking, explained: Bool) throws -> String {
        let needs = ranking.understanding.capabilityTags
        let entries = ranking.entries.enumerated().map { number, entry in
            let match = entry.match, explanation = match.explanation
            return Document.Entry(
                rank: number + 1, id: match.record.member.id, displayName: match.record.member.displayName,
                score: match.score, invited: entry.isInvited, needs: match.needs, capability: match.bestCapability,
                reason: match.reason,
                explanation: explained
                    ? .init(
                        fits: Dictionary(zip(needs, explanation.fits), uniquingKeysWith: max), words: explanation.words,
                        concepts: explanation.concepts, meaning: explanation.meaning, shared: explanation.shared,
                        place: explanation.place) : nil)
        }
        let document = Document(
            language: ranking.understanding.language.rawValue, needs: needs, uncovered: ranking.coverage.uncovered,
            context: ranking.understanding.context, totalMembers: ranking.totalMembers, invited: ranking.invited,
            members: entries)
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }
}
