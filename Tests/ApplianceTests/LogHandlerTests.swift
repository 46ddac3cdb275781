import Engine
import Logging
import Synchronization
import Testing

@testable import Appliance

@Suite("Log lines")
struct LogHandlerTests {
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
        func output(_ format: LogOptions.Format, level: Logger.Level = .info, journal: Bool = false) -> LogOutput {
            LogOutput(
                .init(format: format, level: level), hasPriorityPrefix: journal, now: { Timestamp(milliseconds: 1_000) }
            ) { line in self.all.withLock { $0.append(line) } }
        }
    }

    @Test("text for people")
    func text() {
        let lines = Lines()
        lines.output(.text).logger("towow.test").warning("store is slow", metadata: ["ms": "12", "path": "a b"])
        #expect(lines.all.withLock { $0 } == ["1970-01-01T00:00:01.000Z WARNING  store is slow ms=12 path=\"a b\"\n"])
    }

    @Test("JSON Lines for machines, numbers as numbers, own fields protected")
    func json() {
        let lines = Lines()
        lines.output(.json).logger("towow.test").error(
            "failed", metadata: ["status": .stringConvertible(503), "level": "x", "list": ["a", "b"]])
        #expect(
            lines.all.withLock { $0 } == [
                #"{"time":"1970-01-01T00:00:01.000Z","level":"error","label":"towow.test","message":"failed","#
                    + #""level_":"x","list":["a","b"],"status":503}"# + "\n"
            ])
    }

    @Test("no text from outside can forge a line or steer a terminal", arguments: [LogOptions.Format.text, .json])
    func escaping(format: LogOptions.Format) {
        let lines = Lines()
        let evil = "a\nb\r\u{1B}[31m\u{0}\u{2028}\u{202E}\u{9B}\"c\\"
        lines.output(format).logger("towow.test").info("constant", metadata: ["evil": "\(evil)"])
        let line = lines.all.withLock { $0[0] }
        #expect(line.filter { $0 == "\n" }.count == 1 && line.last == "\n")
        for scalar in line.unicodeScalars.dropLast() {
            #expect(scalar.value >= 32 && !(0x7F..<0xA0).contains(scalar.value) && ![0x2028, 0x202E].contains(scalar.value))
        }
        #expect(line.contains("\\u001b"))
    }

    @Test("journald sees the priority and has its own clock")
    func journal() {
        let lines = Lines()
        lines.output(.text, journal: true).logger("towow.test").error("failed")
        #expect(lines.all.withLock { $0 } == ["<3>ERROR    failed\n"])
    }

    @Test("a changed level is effective at once in loggers that exist; libraries are not louder than info")
    func levels() {
        let lines = Lines()
        let output = lines.output(.text, level: .debug)
        let ours = output.logger("towow.test")
        let library = output.logger("Hummingbird")
        library.debug("library")
        ours.debug("ours")
        output.level = .error
        ours.info("ours again")
        #expect(lines.all.withLock { $0.count } == 1)
    }
}
