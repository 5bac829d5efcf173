import Foundation
import Logging
import Testing
import Trading

@testable import alphastocks

extension TheProgram {
    @Suite("The log") struct LogTests {
        private let sandbox: Sandbox

        init() throws {
            sandbox = try Sandbox()
        }

        private func logger(_ log: RotatingLog, _ format: LogFormat) -> Logger {
            Logger(label: "test") { _ in
                FileLogHandler(
                    log, format: format, level: .info, now: { Timestamp(nanoseconds: 1) })
            }
        }

        private func lines(_ path: String) throws -> [String] {
            try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(
                String.init)
        }

        @Test("a JSON line carries every id; quotes and line breaks in a message stay in it")
        func json() throws {
            let path = sandbox.file("state/a.log")
            var logger = logger(try RotatingLog(path: path), .json)
            logger[metadataKey: "task"] = "executor-3-17"
            logger.info("a \"quoted\" \\ word\nand a second line \u{1}", metadata: ["event": "e1"])
            logger.debug("too little")
            let line = try #require(try lines(path).first)
            #expect(try lines(path).count == 1)
            let fields = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
            #expect(fields["message"] == "a \"quoted\" \\ word\nand a second line \u{1}")
            #expect(fields["task"] == "executor-3-17")
            #expect(fields["event"] == "e1")
            #expect(fields["level"] == "info")
        }

        @Test("a text line is one line")
        func text() throws {
            let path = sandbox.file("state/a.log")
            let logger = logger(try RotatingLog(path: path), .text)
            logger.warning("two\nlines", metadata: ["task": "a-1-2"])
            #expect(
                try lines(path) == ["1970-01-01T05:30:00.000+05:30 WARNING  two lines task=a-1-2"])
        }

        @Test("a full file is renamed, only so many are kept, and no line is lost between them")
        func rotation() throws {
            let path = sandbox.file("state/a.log")
            let log = try RotatingLog(path: path, limitBytes: 100, keptFiles: 2)
            for number in 10..<40 { log.write(Array("line \(number) 1234567890\n".utf8)) }
            let kept = try ["\(path).2", "\(path).1", path].flatMap(lines).map { $0.prefix(7) }
            #expect(kept.last == "line 39")
            #expect(kept == (0..<kept.count).map { "line \(40 - kept.count + $0)" })
            #expect(!FileManager.default.fileExists(atPath: "\(path).3"))
        }

        @Test("a log that cannot be written is told of once, and the engine runs without it")
        func unwritable() throws {
            try sandbox.write("a file, no folder", to: "state")
            let result = try sandbox.run(
                "run", "--speed", "max", "--minutes", "1", "--ledger", "memory")
            #expect(result.status == 0)
            #expect(result.errors.contains("going on without a log"))
        }

        @Test("what a handler tells stands in the log with its task, its event and its signal")
        func ids() throws {
            let result = try sandbox.run(
                "run", "--speed", "max", "--minutes", "20", "--ledger", sandbox.ledger,
                "--log-format", "json", "--log-level", "debug")
            #expect(result.status == 0 || result.status == 2)
            let rows = try lines(sandbox.file("state/alphastocks/alphastocks.log")).map {
                try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
            }
            let told = try #require(rows.first { $0["message"]?.contains("order.filled") == true })
            #expect(told["task"]?.hasPrefix("orders-") == true)
            #expect(told["event"]?.count == 32)
            let signal = try #require(told["correlation"])

            let trace = try sandbox.run("trace", signal, "--ledger", sandbox.ledger)
            #expect(trace.status == 0)
            for word in ["signal.generated", "executor", "order.filled", "position.opened"] {
                #expect(trace.output.contains(word), "\(word)")
            }
            let nobody = try sandbox.run("trace", "nobody", "--ledger", sandbox.ledger)
            #expect(nobody.status == 1)
            #expect(nobody.errors.contains("no events of a signal nobody"))
        }
    }
}
