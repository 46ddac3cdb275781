import Testing

@testable import Engine

@Suite("Members are imported all or not at all")
struct MemberImportTests {
    func faults(_ text: String, _ format: MemberImport.Format = .automatic) -> [MemberImportFailure.Fault] {
        do throws(MemberImportFailure) {
            _ = try MemberImport.parse(Array(text.utf8), format: format)
            return []
        } catch {
            return error.faults
        }
    }

    @Test("what is exported reads back unchanged")
    func roundTrip() throws {
        var full = Fixtures.venue
        full.capabilities[0].level = .expert
        full.places = [.init(city: "北京", radiusKilometres: 30)]
        full.availability = [.init(weekdays: [.monday, .sunday], from: "09:30", to: "24:00")]
        full.price = Price(amount: 0.1, currency: "EUR", per: .hour, negotiable: true)
        full.conditions.append(Condition(id: "l", kind: .place, comparison: .oneOf, value: .list(["北京"]), text: "只在北京"))
        full.conditions.append(Condition(id: "n", kind: .notice, comparison: .atLeast, value: .number(3), text: "提前3天"))
        full.summary = "行一\n\"引号\" \\ / 😀"
        let members = [full] + Fixtures.all.dropFirst()
        #expect(try MemberImport.parse(MemberExport.jsonLines(members), format: .jsonLines) == members)
    }

    @Test("missing optional fields are open, a missing style is balanced")
    func defaults() throws {
        let member = try MemberImport.parse(Array(#"{"id":"a","display_name":"A"}"#.utf8))[0]
        #expect(member.remote == nil && member.price == nil && member.noticeDays == nil)
        #expect(member.style == .balanced && member.kind == .auto && member.capabilities.isEmpty)
    }

    @Test("a JSON array reports faults with the lines of its elements")
    func arrayLines() {
        let text = """
            [
              {"id": "a", "display_name": "A"},
              {
                "id": "B!",
                "display_name": "",
                "colour": "red",
                "style": {"openness": 200}
              },
              {"id": "a", "display_name": "again"}
            ]
            """
        let found = faults(text).map { "\($0.line) \($0.field)" }
        #expect(found == ["4 id", "5 display_name", "6 colour", "7 style.openness", "9 id"])
    }

    @Test("JSON Lines report each broken line and import nothing")
    func lineFaults() {
        let text =
            "{\"id\":\"a\",\"display_name\":\"A\"}\n\n{\"id\":\"b\"}\n{broken\n[1]\n{\"id\":\"c\",\"display_name\":\"C\",\"kind\":\"robot\"}"
        #expect(faults(text).map(\.line) == [3, 4, 5, 6])
        #expect(faults(text)[0].field == "display_name")
        #expect(faults(text)[3].field == "kind")
    }

    @Test("CSV is read with lists, quotes and line breaks in cells")
    func csv() throws {
        let text =
            "id,display_name,summary,capabilities,places,remote,weekdays,from,to,price_amount,price_currency,price_per,capacity_max,openness,conditions\r\n"
            + "v1,\"林间, 空间\",\"第一行\n第二行 \"\"好\"\"\",场地:会议室|投影; 茶歇,北京:30;天津,false,sat;sun,10:00,20:00,500,CNY,hour,80,70,恢复原状\r\n"
            + "v2,B,,,,,,,,,,,,,\r\n"
        let members = try MemberImport.parse(Array(text.utf8), format: .csv)
        #expect(members.count == 2)
        let first = members[0]
        #expect(first.displayName == "林间, 空间")
        #expect(first.summary == "第一行\n第二行 \"好\"")
        #expect(first.capabilities.map(\.name) == ["场地", "茶歇"] && first.capabilities[0].tags == ["会议室", "投影"])
        #expect(first.places.map(\.radiusKilometres) == [30, nil])
        #expect(first.remote == false && first.availability[0].weekdays == [.saturday, .sunday])
        #expect(first.price == Price(amount: 500, currency: "CNY", per: .hour, negotiable: nil))
        #expect(first.capacity?.max == 80 && first.style == .init(openness: 70, patience: 50, detail: 50))
        #expect(first.conditions.first?.kind == .other)
    }

    @Test("CSV faults have the line on which the row starts")
    func csvLines() {
        let text = "id,display_name,summary,openness\na,A,\"one\ntwo\",50\nb,B,x,500\nc,C\nd,,x,1\n"
        #expect(faults(text, .csv).map { "\($0.line) \($0.field)" } == ["4 style.openness", "5 ", "6 display_name"])
        #expect(faults("name,id\nA,a", .csv).map(\.field) == ["name", "display_name"])
        #expect(faults("id,display_name,from\na,A,09:00", .csv).map(\.field) == ["weekdays"])
    }

    @Test(
        "faults in fields are found",
        arguments: [
            (#"{"id":"a","display_name":"A\u0000"}"#, "display_name"),
            (#"{"id":"a","display_name":"A\u202Eb"}"#, "display_name"),
            (#"{"id":"-a","display_name":"A"}"#, "id"), (#"{"id":"a","display_name":5}"#, "display_name"),
            (#"{"id":"a","display_name":"A","languages":["deutsch"]}"#, "languages"),
            (#"{"id":"a","display_name":"A","notice_days":1.5}"#, "notice_days"),
            (#"{"id":"a","display_name":"A","notice_days":-1}"#, "notice_days"),
            (#"{"id":"a","display_name":"A","remote":"yes"}"#, "remote"),
            (#"{"id":"a","display_name":"A","price":{"amount":1,"currency":"rmb","per":"hour"}}"#, "price.currency"),
            (#"{"id":"a","display_name":"A","price":{"amount":1,"currency":"CNY"}}"#, "price.per"),
            (#"{"id":"a","display_name":"A","capacity":{"min":9,"max":3}}"#, "capacity.min"),
            (
                #"{"id":"a","display_name":"A","availability":[{"weekdays":["sat"],"from":"25:00"}]}"#,
                "availability[0].from"
            ),
            (#"{"id":"a","display_name":"A","capabilities":[{"name":"x","skill":1}]}"#, "capabilities[0].skill"),
            (
                #"{"id":"a","display_name":"A","conditions":[{"id":"c","kind":"size","operator":"<","value":1,"text":"t"}]}"#,
                "conditions[0].operator"
            ),
            (#"{"id":"a","display_name":"A","public_fields":["secret"]}"#, "public_fields"),
        ])
    func fields(_ text: String, _ field: String) {
        #expect(faults(text).map(\.field) == [field])
    }

    @Test("lengths are counted in characters")
    func lengths() {
        let name = String(repeating: "林", count: 80)
        #expect(faults(#"{"id":"a","display_name":"\#(name)"}"#).isEmpty)
        #expect(faults(#"{"id":"a","display_name":"\#(name)x"}"#).map(\.field) == ["display_name"])
    }

    @Test("bytes that are not UTF-8 are refused")
    func utf8() {
        var bytes = Array(#"{"id":"a","display_name":""#.utf8)
        bytes += [0xC3, 0x28]
        bytes += Array(#""}"#.utf8)
        #expect(throws: MemberImportFailure.self) { try MemberImport.parse(bytes) }
        #expect(throws: MemberImportFailure.self) {
            try MemberImport.parse(Array("id,display_name\na,".utf8) + [0xFF, 10], format: .csv)
        }
    }

    @Test(
        "JSON is strict",
        arguments: [
            "[{\"id\":\"a\",\"id\":\"b\",\"display_name\":\"A\"}]", "[1,]", "[{}] x", "[\"\\uD800\"]", "[01]",
            "{\"a\":\"\t\"}", "", "[]", "nul", String(repeating: "[", count: 100),
        ])
    func strict(_ text: String) {
        #expect(!faults(text, .json).isEmpty)
    }

    @Test("at most a hundred faults are listed and all are counted")
    func many() {
        let text = (0..<250).map { "{\"id\":\"a\($0)\"}" }.joined(separator: "\n")
        do throws(MemberImportFailure) {
            _ = try MemberImport.parse(Array(text.utf8))
            Issue.record("imported")
        } catch {
            #expect(error.faults.count == 100)
            #expect(error.total == 250)
        }
    }

    @Test("a byte order mark is skipped and the format is found by content")
    func automatic() throws {
        let array = [0xEF, 0xBB, 0xBF] + Array("\n[{\"id\":\"a\",\"display_name\":\"A\"}]".utf8)
        #expect(try MemberImport.parse(array).map(\.id) == ["a"])
        #expect(try MemberImport.parse(Array("id,display_name\nb,B".utf8)).map(\.id) == ["b"])
    }
}
