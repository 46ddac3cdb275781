import Testing

@testable import Engine
@testable import OpenAgents

@Suite("Mail from an OpenAgents network")
struct MailTests {
    private static let channel = ChannelID(DemandID(randomBytes: [UInt8](repeating: 1, count: 16)))

    private static func mail(
        _ payload: String, name: String = "towow.msg.offer_response", source: String = #""bob""#, group: String = "open"
    ) -> String {
        #"{"event_name":"\#(name)","source_id":\#(source),"payload":\#(payload),"source_agent_group":"\#(group)"}"#
    }

    private static func read(_ text: String, group: String? = nil) -> Result<IncomingMail, IncomingMail.Refusal> {
        do throws(IncomingMail.Refusal) {
            return .success(try IncomingMail(Array(text.utf8)[...], group: group))
        } catch {
            return .failure(error)
        }
    }

    private static func outcome(_ text: String, group: String? = nil) -> String {
        switch read(text, group: group) {
        case .success(let mail): "\(mail.type.rawValue) from \(mail.memberID)"
        case .failure(let refusal): "\(refusal.type) \(refusal.outcome.rawValue)"
        }
    }

    private static func payload(_ more: String) -> String {
        #"{"v":1,"type":"offer_response","channel_id":"\#(channel)","round":1,"in_reply_to":"q"\#(more)}"#
    }

    @Test("what is well made gets through: null, unknown fields, and 80.0 for 80")
    func accepted() throws {
        let text = Self.mail(
            #"{"v":1.0,"type":null,"message_id":"m","in_reply_to":"q","agent_id":"oa_bob","channel_id":"\#(Self.channel)","round":2.0,"extra":{"a":[1]}}"#
        )
        let mail = try Self.read(text).get()
        #expect(mail.memberID == "oa_bob" && mail.agentID == "bob" && mail.message.round == 2)
        #expect(mail.message.channel == Self.channel && mail.message.inReplyTo == "q" && mail.message.messageID == "m")
        #expect(Self.outcome(Self.mail(Self.payload(#","agent_id":"bob""#))) == "offer_response from oa_bob")
    }

    @Test(
        "each fault has its outcome",
        arguments: [
            (mail("{}"), "offer_response unknown_channel"),
            (mail("5"), "offer_response malformed"),
            (mail("null"), "offer_response malformed"),
            (mail(payload(""), name: "system.foo.bar"), "system ignored"),
            (mail(payload(""), name: "towow.msg.demand_offer"), "other ignored"),
            (mail(payload(""), name: "towow.msg.something"), "other ignored"),
            (mail(payload(""), name: "thread.direct_message.notification"), "other ignored"),
            (mail(payload(""), source: "null"), "offer_response not_invited"),
            (mail(payload(""), source: #""Bob Ü""#), "offer_response not_invited"),
            (mail(payload(#","agent_id":"eve""#)), "offer_response wrong_sender"),
            (mail(payload(#","agent_id":7"#)), "offer_response malformed"),
            (mail(payload(#","v":2"#)), "offer_response wrong_version"),
            (mail(payload(#","type":"bargain""#)), "offer_response malformed"),
            (mail(payload(#","round":1.5"#)), "offer_response malformed"),
            (mail(payload(#","channel_id":"collab-x""#)), "offer_response unknown_channel"),
            (mail(payload(#","demand_id":"d-x""#)), "offer_response wrong_channel"),
            (mail(payload(#","message_id":"a b""#)), "offer_response malformed"),
            (mail(payload(#","in_reply_to":"a\u0000""#)), "offer_response malformed"),
            (mail(payload(#","pad":"\#(String(repeating: "x", count: 262_144))""#)), "offer_response too_large"),
            ("[]", "other malformed"), ("{", "other malformed"), (#"{"event_name":5}"#, "other malformed"),
        ])
    func faults(text: String, expected: String) {
        #expect(Self.outcome(text) == expected)
    }

    @Test("however deep something nests, it is only malformed")
    func deep() {
        let nest = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(Self.outcome(Self.mail(Self.payload(#","agent_id":\#(nest)"#))) == "offer_response malformed")
        #expect(Self.outcome(Self.mail(Self.payload(#","extra":\#(nest)"#))) == "offer_response from oa_bob")
        #expect(throws: MemberImportFailure.self) {
            try MemberAnswer(remote: .offers, body: Array(#"{"decision":\#(nest)}"#.utf8), messageID: "m")
        }
    }

    @Test("where a group is trusted, the network has to say that the sender is in it")
    func group() {
        #expect(Self.outcome(Self.mail(Self.payload("")), group: "towow") == "offer_response wrong_group")
        #expect(
            Self.outcome(Self.mail(Self.payload(""), group: "towow"), group: "towow") == "offer_response from oa_bob")
    }

    @Test("ids of agents become member ids and back; others are none")
    func names() {
        #expect(AgentName.memberID(of: "user_agent-7") == "oa_user_agent-7")
        #expect(AgentName.agentID(of: "oa_user_agent-7") == "user_agent-7")
        for id in ["", "Bob", "a.b", "a:b", "ö", "a b", String(repeating: "a", count: 62)] {
            #expect(AgentName.memberID(of: id) == nil, "\(id)")
        }
        #expect(AgentName.agentID(of: "bob") == nil && AgentName.agentID(of: "oa_") == nil)
    }
}

@Suite("JSON taken apart")
struct JSONPartsTests {
    private func members(_ text: String) -> [String: String]? {
        JSONParts.members(Array(text.utf8)[...])?.mapValues { String(decoding: $0, as: UTF8.self) }
    }

    private func elements(_ text: String) -> [String]? {
        JSONParts.elements(Array(text.utf8)[...])?.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("the outermost level, whatever is inside")
    func outermost() {
        #expect(
            members(#" {"a" : 1 , "b":[{"c":"}]"}], "d":"\"}","e":NaN} "#) == [
                "a": "1", "b": #"[{"c":"}]"}]"#, "d": #""\"}""#, "e": "NaN",
            ])
        #expect(members("{}") == [:] && elements("[]") == [] && elements("[ ]") == [])
        #expect(elements(#"[1,"a,b",[2,3],{"x":[]},null]"#) == ["1", #""a,b""#, "[2,3]", #"{"x":[]}"#, "null"])
        #expect(members(#"{"a":1,"a":2}"#) == ["a": "2"])
    }

    @Test(
        "what is broken at this level is nothing",
        arguments: [
            "", "{", "[1,", "[1", #"{"a"}"#, #"{"a":}"#, #"{"a":1}}"#, #"{"a":"b}"#, "[1 2]", "5", #""\"#, "[]]",
        ])
    func broken(text: String) {
        #expect(members(text) == nil && elements(text) == nil)
    }

    @Test("a text in quotes is the same text again")
    func quoted() throws {
        for text in ["", "a\"b\\c", "通爻\u{0}\n\t\u{1F}", "😀"] {
            let fields = try #require(JSONFields(Array("{\"a\":\(JSONParts.quoted(text))}".utf8)[...]))
            #expect(try fields.text("a") == text)
        }
    }

    @Test("null is absent, another type is a fault, and 80.0 is whole")
    func fields() throws {
        let fields = try #require(
            JSONFields(Array(#"{"n":null,"t":"x","w":80.0,"h":80.5,"b":true,"s":"\ud800"}"#.utf8)[...]))
        #expect(try fields.text("n") == nil && fields.whole("w") == 80 && fields.flag("b") == true)
        #expect(throws: JSONFields.WrongType(key: "h")) { try fields.whole("h") }
        #expect(throws: JSONFields.WrongType(key: "t")) { try fields.number("t") }
        #expect(throws: JSONFields.WrongType(key: "w")) { try fields.text("w") }
    }
}
