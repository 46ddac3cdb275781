import Engine
import FoundationEssentials
import Glibc
import Testing

@testable import Appliance

/// `towow negotiate` as a process, with the real engine, rules and members.
@Suite("Negotiate")
struct NegotiateTests {
    /// An empty data directory that does not exist: members are the bundled ones.
    private static let environment = ["TOWOW_DATA_DIR": "/nonexistent/towow"]
    private static let demand = "I want to run an AI meetup in Beijing for 50 people, I need a room and speakers"

    @Test("a demand ends with a plan, told in its own language, without colour in a pipe")
    func progress() throws {
        for (demand, words) in [
            (Self.demand, ["▸ Understanding", "Inviting", "Plan version 1", "■ "]),
            ("我想在北京办一场50人的AI聚会，需要场地和讲师", ["▸ 理解需求", "邀请", "方案第 1 版", "■ "]),
        ] {
            let result = try ChildProcess.run(["negotiate", demand], environment: Self.environment)
            #expect(result.status == 0)
            for word in words { #expect(result.output.contains(word)) }
            #expect(!result.output.contains("\u{1B}"))
            #expect(result.errors.contains("bundled members"))
        }
    }

    @Test("--json is the event log: numbered without holes, first to last event, nothing else on standard output")
    func json() throws {
        struct Envelope: Decodable {
            var event_id: String
            var event_type: String
            var seq: Int
        }
        let result = try ChildProcess.run(["negotiate", Self.demand, "--json"], environment: Self.environment)
        #expect(result.status == 0)
        let events = try result.output.split(separator: "\n").map {
            try JSONDecoder().decode(Envelope.self, from: Data($0.utf8))
        }
        #expect(events.map(\.seq) == Array(1...events.count))
        #expect(events.first?.event_type == "towow.demand.submitted")
        #expect(events.filter { $0.event_type == "towow.demand.completed" }.count == 1)
        #expect(events.last?.event_type == "towow.demand.completed")
    }

    @Test("no members, no plan: status 1 and a reason")
    func noMembers() throws {
        let result = try ChildProcess.run(["negotiate", Self.demand, "--agents", "/dev/null"], environment: Self.environment)
        #expect(result.status == 1)
        #expect(result.output.contains("■ No plan"))
    }

    @Test("a members' file that is wrong says where, and nothing is negotiated")
    func badMembers() throws {
        let result = try ChildProcess.run(["negotiate", "x", "--agents", #filePath], environment: Self.environment)
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("line 1"))
    }

    @Test("Ctrl-C cancels the demand, prints the outcome, and ends with 130")
    func interrupt() throws {
        // Waits for answers to its questions, which nobody types.
        let child = try ChildProcess(
            ["negotiate", "I need a designer", "--clarify", "yes"], environment: Self.environment, holdsInput: true)
        #expect(child.wait(for: "? "))
        child.signal(SIGINT)
        let result = child.finish()
        #expect(result.status == 130)
        #expect(result.output.contains("■ Cancelled"))
    }

    @Test("a reader that goes away ends it with 141")
    func closedOutput() throws {
        let child = try ChildProcess(["negotiate", Self.demand], environment: Self.environment, closesOutput: true)
        #expect(child.finish(readsOutput: false).status == 141)
    }

    @Test("text of members cannot steer the terminal")
    func escaping() throws {
        let row = StoredEvent(
            sequence: 1, type: "towow.demand.submitted", timestamp: Timestamp(milliseconds: 0),
            payload: #"{"channel_id":"collab-aaaaaaaaaaaaaaaaaaaaaaaaaa","clarify":false,"#
                + #""demand_id":"d-aaaaaaaaaaaaaaaaaaaaaaaaaa","status":"processing","surface_demand":"a\u001b[2Jb\r\nc"}"#)
        var report = ProgressReport(style: TextStyle(hasColour: false), language: .english)
        #expect(report.lines(for: row) == ["a\\u001b[2Jb c"])
    }
}

@Suite("Members by command")
struct AgentsTests {
    @Test("import, list and export agree; negotiate reads the store; a second import changes nothing")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let environment = ["TOWOW_DATA_DIR": folder.path + "/data"]
        let first = try ChildProcess.run(["agents", "import", "--bundled"], environment: environment)
        #expect(first.status == 0)
        let count = try BundledMembers.members().count
        #expect(first.output == "\(count) members imported (\(count) with a first version)\n")

        let exported = try ChildProcess.run(["agents", "export"], environment: environment)
        #expect(try MemberFile.parse(exported.output).count == count)
        let listed = try ChildProcess.run(["agents", "list"], environment: environment)
        #expect(listed.output.split(separator: "\n").count == count)

        _ = try ChildProcess.run(["agents", "import", "--bundled"], environment: environment)
        #expect(try ChildProcess.run(["agents", "list"], environment: environment).output == listed.output)
        let negotiated = try ChildProcess.run(["negotiate", "a room in Beijing"], environment: environment)
        #expect(negotiated.errors.contains("\(count) members from \(folder.path)/data/towow.db"))
    }

    @Test("nothing is created by commands that only read, or by a dry run")
    func readingLeavesNothing() throws {
        let folder = try TemporaryFolder()
        let environment = ["TOWOW_DATA_DIR": folder.path + "/data"]
        #expect(try ChildProcess.run(["agents", "list"], environment: environment).status == 1)
        #expect(try ChildProcess.run(["agents", "import", "--bundled", "--dry-run"], environment: environment).status == 0)
        #expect(access(folder.path + "/data", F_OK) != 0)
    }
}

/// Removed when the value is released.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/towow-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ChildProcess.StartFailed(code: errno) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
