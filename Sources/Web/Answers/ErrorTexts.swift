import Engine
import NIOHTTP1

extension Language {
    /// Of a text in both languages the one for this reader.
    func pick(_ text: (chinese: String, english: String)) -> String {
        self == .chinese ? text.chinese : text.english
    }
}

/// Puts error codes and reasons into Chinese and English. An unknown reason gets the general sentence of its code, never its own text.
struct ErrorTexts {
    let language: Language

    func message(_ code: TowowError.Code, status: HTTPResponseStatus) -> String {
        if status == .internalServerError { return language.pick(("服务器内部错误", "Internal error")) }
        if code == .badRequest, let text = ErrorTexts.byStatus[status.code] { return language.pick(text) }
        return language.pick(ErrorTexts.messages[code] ?? ("请求失败", "The request failed"))
    }

    func detail(_ reason: String, field: String?) -> String {
        let text = language.pick(ErrorTexts.details[reason] ?? ("请求无法完成", "The request could not be done"))
        return field.map { about($0, text) } ?? text
    }

    func about(_ field: String, _ text: String) -> String {
        language.pick(("\(field)：\(text)", "\(field): \(text)"))
    }

    private static let byStatus: [UInt: (String, String)] = [
        404: ("没有这个地址", "No such address"),
        405: ("不支持这种请求方法", "Method not allowed"),
        408: ("请求超时", "The request took too long"),
        413: ("请求内容过大", "The request is too large"),
        414: ("地址过长", "The address is too long"),
        415: ("只接受 JSON", "Only JSON is accepted"),
        417: ("无法满足 Expect 要求", "The expectation cannot be met"),
        431: ("请求头过大", "The headers are too large"),
        505: ("不支持这个 HTTP 版本", "HTTP version not supported"),
    ]

    private static let messages: [TowowError.Code: (String, String)] = [
        .badRequest: ("请求有误", "Bad request"),
        .unknownDemand: ("需求不存在", "No such demand"),
        .modelUnavailable: ("语言模型不可用", "The language model is unavailable"),
        .modelTimeout: ("语言模型超时", "The language model timed out"),
        .unknownChannel: ("协商不存在", "No such negotiation"),
        .unknownAgent: ("成员不存在", "No such member"),
        .notPossible: ("当前状态下无法执行", "Not possible in this state"),
        .duplicate: ("重复的消息", "Duplicate message"),
        .unauthenticated: ("缺少凭证", "Credentials are missing"),
        .forbidden: ("凭证无效", "The credentials are not valid here"),
        .tooManyRequests: ("请求过于频繁", "Too many requests"),
        .overloaded: ("服务器繁忙，请稍后重试", "The server is busy, try again later"),
    ]

    private static let details: [String: (String, String)] = [
        "unknown_path": ("没有这个地址", "there is nothing at this address"),
        "method_not_allowed": ("允许的方法见 Allow 响应头", "the Allow header names the methods that work here"),
        "no_such_demand": ("没有这个编号的需求", "there is no demand with this id"),
        "unknown_demand": ("没有这个编号的需求", "there is no demand with this id"),
        "unknown_member": ("没有这个编号的成员", "there is no member with this id"),
        "store_unavailable": ("数据库暂时没有响应", "the database does not answer at the moment"),
        "internal": ("已记录，请附上 request_id 反馈", "it has been logged; please quote the request_id"),
        "too_many_streams": ("实时连接过多", "too many live connections are open"),
        "too_many_connections": ("连接过多", "too many connections are open"),
        "not_json_type": ("Content-Type 必须是 application/json", "Content-Type must be application/json"),
        "compressed_body": ("不接受压缩的请求内容", "compressed request bodies are not accepted"),
        "not_json": ("请求内容不是有效的 JSON", "the body is not valid JSON"),
        "not_utf8": ("请求内容不是有效的 UTF-8", "the body is not valid UTF-8"),
        "not_an_object": ("请求内容必须是 JSON 对象", "the body must be a JSON object"),
        "too_deep": ("JSON 嵌套过深", "the JSON is nested too deeply"),
        "body_too_large": ("最多 64 KiB", "at most 64 KiB"),
        "body_too_slow": ("未在 30 秒内收到完整内容", "the body was not complete within 30 seconds"),
        "head_too_slow": ("未在 10 秒内收到完整的请求头", "the head was not complete within 10 seconds"),
        "head_too_large": ("最多 100 个字段、16 KiB", "at most 100 fields and 16 KiB"),
        "target_too_long": ("最多 8 KiB", "at most 8 KiB"),
        "not_http": ("不是有效的 HTTP 请求", "this is not a valid HTTP request"),
        "bad_host": ("必须有且只有一个有效的 Host", "there must be exactly one Host, and a valid one"),
        "bad_query": ("查询参数的编码有误", "the query is not percent-encoded UTF-8"),
        "bad_target": ("请求地址有误", "the request target is not valid"),
        "bad_framing": ("请求内容的长度不明确", "the length of the body is ambiguous"),
        "bad_version": ("支持 HTTP/1.0 和 HTTP/1.1", "HTTP/1.0 and HTTP/1.1 are supported"),
        "bad_expectation": ("只支持 100-continue", "only 100-continue is supported"),
        "required": ("必填", "is required"),
        "must_be_string": ("必须是字符串", "must be a string"),
        "must_be_boolean": ("必须是 true 或 false", "must be true or false"),
        "must_be_integer": ("必须是整数", "must be an integer"),
        "must_be_array": ("必须是数组", "must be an array"),
        "must_be_object": ("必须是对象", "must be an object"),
        "bad_characters": ("含有不允许的字符", "contains characters that are not allowed"),
        "empty": ("不能为空", "must not be empty"),
        "empty_demand": ("请写下你的需求", "say what you need"),
        "demand_too_long": ("最多 8000 个字符", "at most 8,000 characters"),
        "too_long": ("过长", "is too long"),
        "too_many": ("过多", "are too many"),
        "bad_language": ("只能是 zh 或 en", "must be zh or en"),
        "bad_offset": ("必须在 -840 到 840 之间", "must lie between -840 and 840"),
        "bad_count": ("必须在 1 到 200 之间", "must lie between 1 and 200"),
        "bad_limit": ("必须在 1 到 100 之间", "must lie between 1 and 100"),
        "bad_status": ("不是有效的状态", "must be active or one of the statuses of a demand"),
        "bad_model": ("不是有效的模型名称", "is not a model id"),
        "not_import_type": ("Content-Type 必须是 JSON、JSON Lines 或 CSV", "Content-Type must be JSON, JSON Lines or CSV"),
        "import_too_large": ("最多 8 MiB", "at most 8 MiB"),
        "model_no_key": ("没有配置语言模型，由规则决定", "no model is configured: rules decide"),
        "model_budget": ("预算已用完", "the budget is used up"),
        "model_breaker": ("熔断器已断开", "the circuit breaker is open"),
        "model_timeout": ("没有及时回答", "it did not answer in time"),
        "model_unreachable": ("无法连接", "it cannot be reached"),
        "model_unreadable": ("回答无法读取", "its answer cannot be read"),
        "model_key_refused": ("密钥被拒绝", "it does not accept the key"),
        "model_not_paid": ("账户需要付款", "it asks for the account to be paid"),
        "model_unknown": ("没有这个模型", "it has no such model"),
        "model_rate_limited": ("请求过多", "it takes no more calls for now"),
        "model_in_trouble": ("服务出现故障", "it is in trouble"),
        "model_call_refused": ("拒绝了这次请求", "it refused the call"),
        "bad_cursor": ("不是有效的游标", "is not a valid cursor"),
        "unknown_event": ("这个需求没有这个事件", "this demand has no such event"),
        "bad_key": ("必须是 16 到 128 个可见字符", "must be 16 to 128 visible characters"),
        "key_reused": ("同一个 Idempotency-Key 已用于不同的内容", "this Idempotency-Key was used with another body"),
        "admin_key_missing": (
            "需要 X-Admin-Key 或 Authorization: Bearer", "X-Admin-Key or Authorization: Bearer is needed"
        ),
        "admin_key_wrong": ("管理密钥不正确", "the admin key is not right"),
        "token_missing": ("需要 Authorization: Bearer", "Authorization: Bearer is needed"),
        "owner_token_missing": ("需要 Authorization: Bearer", "Authorization: Bearer is needed"),
        "owner_token_wrong": ("令牌不属于这个需求", "the token does not belong to this demand"),
        "already_over": ("需求已经结束", "the demand has ended"),
        "outcome_is_there": ("结果已经产生", "the outcome is there already"),
        "no_questions_open": ("需求没有在等待回答", "the demand does not wait for answers"),
        "unknown_question": ("没有这个问题", "there is no such question"),
        "too_many_writes": ("提交过于频繁，请稍候", "too many writes within a minute"),
        "too_many_running": ("同时处理的请求过多", "too many writes run at the same time"),
        "too_many_failures": ("凭证错误次数过多", "too many wrong keys or tokens"),
        "cross_site": ("不接受其他网站发起的写操作", "writes from other sites are not accepted"),
        "metrics_not_here": ("只有本机和 METRICS_ALLOW 中的网络可以读取", "only for this host and the networks of METRICS_ALLOW"),
        "agent_token_wrong": ("令牌不属于这个成员", "the token does not speak for this member"),
        "agent_token_needed": ("这里需要成员自己的令牌", "a member's own token is needed here"),
        "registration_closed": ("注册需要管理密钥", "registering needs the admin key here"),
        "id_taken": ("这个编号已被使用", "this id is taken"),
        "profile_changed": ("资料已被改动，请重新读取", "the profile has changed meanwhile, read it again"),
        "profile_elsewhere": ("资料由该成员所在的网络管理", "the profile comes from the network where this member lives"),
        "no_such_channel": ("没有这个编号的协商", "there is no negotiation with this id"),
        "not_in_channel": ("这个成员没有被邀请参加这次协商", "this member was not asked in this negotiation"),
        "not_collecting": ("已经不再收集答复", "answers to the invitation are no longer taken"),
        "no_vote_open": ("现在没有等待表态的方案", "no plan waits for votes at the moment"),
        "no_vote": ("这一版方案不需要这个成员表态", "this member has no vote on this version"),
        "not_a_participant_now": ("只有仍在参与的成员才能这样做", "only members who take part can do this"),
        "bad_fields": ("字段有误", "some fields are not valid"),
        "owner_silent": ("暂时没有得到处理，请重试", "it was not handled in time, try again"),
        "shutting_down": ("服务器正在重启", "the server is restarting"),
        "demo_off": ("演示模式没有开启", "demo mode is off"),
        "demo_full": ("没有结束的演示已达上限", "too many demonstrations have not ended"),
        "demo_ran": ("这个演示已经运行过", "this demonstration was run before"),
        "no_such_session": ("没有这个编号的演示", "there is no demonstration with this id"),
        "unknown_preset": (
            "只能是 demo_travel、demo_project 或 demo_budget", "must be demo_travel, demo_project or demo_budget"
        ),
        "unknown_scenario": (
            "只能是 quick_consensus、mild_negotiation 或 tough_negotiation",
            "must be quick_consensus, mild_negotiation or tough_negotiation"
        ),
        "bad_seed": ("必须是 0 到 4294967295 之间的整数", "must be a whole number from 0 to 4294967295"),
        "starting": ("服务器正在启动", "the server is starting"),
    ]
}
