import Engine
import NIOHTTP1

/// What is wrong with the fields of a body, in the caller's language.
struct FieldFaults: Sendable {
    struct Fault: Encodable, Sendable {
        var field: String
        var problem: String
    }

    /// The first twenty.
    let faults: [Fault]

    init(_ failure: MemberImportFailure, language: Language) {
        faults = failure.faults.prefix(20).map { fault in
            Fault(
                field: fault.field,
                problem: language == .chinese ? FieldFaults.chinese(fault.problem) : fault.problem)
        }
    }

    /// What only the network may change where a member lives.
    init(_ fault: RemoteProfileFault, language: Language) {
        let problem = language == .chinese ? "由该成员所在的网络管理，只能在那里修改" : RemoteProfileFault.problem
        faults = fault.changes.flatMap(\.fields).prefix(20).map { Fault(field: $0, problem: problem) }
    }

    /// Nothing is wrong with the fields but who wants to change them.
    var conflict: WebError {
        var error = WebError(.conflict, .notPossible, "profile_elsewhere")
        error.faults = faults
        return error
    }

    var error: WebError {
        let reason = faults.first { $0.field.isEmpty } == nil ? "bad_fields" : "not_json"
        var error = WebError(.badRequest, .badRequest, reason)
        error.faults = faults
        return error
    }

    private static let exact: [String: String] = [
        "missing": "必填", "empty": "不能为空", "unknown field": "没有这个字段", "reserved": "这个编号已被保留",
        "given twice": "重复出现", "cannot be changed": "不能修改", "not a text": "必须是字符串", "not a list": "必须是数组",
        "not an object": "必须是对象", "not an object with a name": "必须是带 name 的对象", "not a number": "必须是数字",
        "not a whole number": "必须是整数", "not true or false": "必须是 true 或 false", "not HH:MM": "必须是 HH:MM",
        "above max": "不能大于 max", "no weekday": "至少写一天", "a name has one line": "名称只能有一行",
        "not an ISO 4217 code": "必须是三个大写字母的货币代码", "nested too deeply": "嵌套过深",
        "weekdays are mon, tue, wed, thu, fri, sat, sun": "只能是 mon、tue、wed、thu、fri、sat、sun",
        "control or direction characters are not allowed": "含有不允许的控制字符",
        "two conditions with the same id": "两个条件的编号相同",
        "only a–z, 0–9, _ and -, beginning with a letter or digit, at most 64": "只能用 a–z、0–9、_ 和 -，以字母或数字开头，最多 64 个字符",
        "only auto and manual members register here": "这里只能注册 auto 和 manual 成员",
        "not a number, text or list of texts": "必须是数字、字符串或字符串数组",
        "not 1 to 128 visible ASCII characters": "必须是 1 到 128 个可见的 ASCII 字符",
        "needed to negotiate": "协商时必填", "only to negotiate": "只在协商时使用", "needed to be conditional": "有条件参与时必填",
        "not when declining": "谢绝时不能填写", "only when declining": "只在谢绝时使用",
    ]

    /// Begins, ends, and the words for them; what stands between is kept.
    private static let patterns: [(String, String, String, String)] = [
        ("longer than ", " characters", "最多 ", " 个字符"),
        ("more than ", " entries", "最多 ", " 项"),
        ("not between ", "", "必须在此范围内：", ""),
        ("not one of the values allowed: ", "", "不是允许的值：", ""),
        ("no such profile field: ", "", "没有这个资料字段：", ""),
        ("not an ISO 639-1 code: ", "", "不是 ISO 639-1 语言代码：", ""),
        ("not a need of this demand: ", "", "不是这个需求所需要的：", ""),
    ]

    private static func chinese(_ problem: String) -> String {
        if let text = exact[problem] { return text }
        for (start, end, before, after) in patterns where problem.hasPrefix(start) && problem.hasSuffix(end) {
            let middle = problem.dropFirst(start.count).dropLast(end.count)
            return before + middle.split(separator: " and ").joined(separator: " – ") + after
        }
        return problem
    }
}

/// Runs `body` and says which fields are wrong when they are.
func checked<Value: Sendable>(_ request: WebRequest, _ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let failure as MemberImportFailure {
        throw FieldFaults(failure, language: request.language).error
    } catch let fault as RemoteProfileFault {
        throw FieldFaults(fault, language: request.language).conflict
    }
}
