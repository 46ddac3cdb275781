import Engine

/// The engine names problems in English; these are their Chinese words.
extension FieldFaults {
    /// A problem of a profile, an answer or an import, for people.
    static func text(_ problem: String, in language: Language) -> String {
        language == .chinese ? chinese(problem) : problem
    }

    private static func chinese(_ problem: String) -> String {
        if let text = exact[problem] { return text }
        for (english, chinese) in patterns {
            guard let start = english.first, let end = english.last, problem.hasPrefix(start), problem.hasSuffix(end)
            else { continue }
            let middle = problem.dropFirst(start.count).dropLast(end.count)
            let kept = english.count == 3 ? middle.split(separator: english[1], maxSplits: 1) : [middle]
            guard kept.count == english.count - 1 else { continue }
            return zip(chinese, kept).map { $0 + $1 }.joined() + (chinese.last ?? "")
        }
        return problem
    }

    private static let exact: [String: String] = [
        // Fields
        "missing": "必填", "empty": "不能为空", "unknown field": "没有这个字段", "reserved": "这个编号已被保留",
        "given twice": "重复出现", "cannot be changed": "不能修改", "not a text": "必须是字符串", "not a list": "必须是数组",
        "not an object": "必须是对象", "not an object with a name": "必须是带 name 的对象", "not a number": "必须是数字",
        "not a whole number": "必须是整数", "not true or false": "必须是 true 或 false", "not HH:MM": "必须是 HH:MM",
        "not a YYYY-MM-DD day": "必须是 YYYY-MM-DD 日期", "not an RFC 3339 time": "必须是 RFC 3339 时间",
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
        "not the one that was asked about": "不是所询问的那一版", RemoteProfileFault.problem: "由该成员所在的网络管理，只能在那里修改",
        // Files of members
        "there are no members in it": "其中没有成员", "not an array of members": "必须是成员的数组",
        "unknown column": "没有这一列", "the column occurs twice": "这一列出现了两次", "the column is missing": "缺少这一列",
        "missing beside from and to": "写了 from 和 to 就必须填写", "a quotation mark in the wrong place": "引号的位置不对",
        "a quoted cell without an end": "带引号的单元格没有结束", "not valid UTF-8": "不是有效的 UTF-8",
        // JSON
        "text after the end of the JSON value": "JSON 结束后还有内容", "the JSON text ends too early": "JSON 不完整",
        "not a JSON value": "不是有效的 JSON", "a number with a leading zero": "数字不能以 0 开头",
        "a number without digits after the point": "小数点后缺少数字", "a number without an exponent": "数字缺少指数",
        "a number out of range": "数字超出范围", "a comma or ] is missing": "缺少逗号或 ]",
        "a comma or } is missing": "缺少逗号或 }", "a key in quotes is missing": "缺少带引号的键名",
        "a colon is missing": "缺少冒号", "a control character inside a string": "字符串中有控制字符",
        "a string without an end": "字符串没有结束", "half a surrogate pair": "代理对不完整",
        "an unknown escape in a string": "字符串中有未知的转义",
    ]

    /// Sentences around what is kept, piece by piece.
    private static let patterns: [(english: [String], chinese: [String])] = [
        (["longer than ", " characters"], ["最多 ", " 个字符"]),
        (["more than ", " entries"], ["最多 ", " 项"]),
        (["more than ", " members at once"], ["一次最多 ", " 位成员"]),
        (["not between ", " and ", ""], ["必须在 ", " 到 ", " 之间"]),
        (["not one of the values allowed: ", ""], ["不是允许的值：", ""]),
        (["no such profile field: ", ""], ["没有这个资料字段：", ""]),
        (["not an ISO 639-1 code: ", ""], ["不是 ISO 639-1 语言代码：", ""]),
        (["not a need of this demand: ", ""], ["不是这个需求所需要的：", ""]),
        (["must not begin with ", ": those are simulated members"], ["不能以 ", " 开头：那是模拟成员专用的"]),
        (["must not begin with ", ": those are members of another network"], ["不能以 ", " 开头：那是其他网络的成员专用的"]),
        (["the key ", " occurs twice"], ["键名 ", " 出现了两次"]),
        (["", " cells instead of ", ""], ["有 ", " 个单元格，应为 ", " 个"]),
        (["", " is in line ", " already"], ["", " 已在第 ", " 行出现"]),
    ]
}
