import Foundation
import Ledger
import TestSupport
import Testing
import Trading

extension TheProgram {
    /// The engine without a terminal: signals in, one summary out.
    @Suite struct Running {
        private let sandbox: Sandbox

        init() throws {
            sandbox = try Sandbox()
        }

        /// A market that emits no signals of its own, so that only what a test sends happens.
        private func run(
            _ arguments: String..., speed: String = "max", seed: Int = 7, input: String? = nil
        ) throws -> ProgramResult {
            try sandbox.run(
                [
                    "run", "--speed", speed, "--seed", "\(seed)", "--signals-per-minute", "0",
                    "--ledger", sandbox.ledger,
                ]
                    + arguments,
                input: input.map { Data($0.utf8) })
        }

        // MARK: Signals in

        @Test(
            "bad lines are told with line and column and counted; the good ones are taken",
            arguments: ["max", "200"])
        func badLines(_ speed: String) throws {
            let input = """
                \(SignalText.line(id: "one"))

                hello
                {"signal_id":"two","symbol":"NIFTY"}
                \(SignalText.line(id: "three", symbol: "INFY", entry: 1500))
                {"signal_id":"four"

                """
            let result = try run(speed: speed, input: input)
            let summary = try result.json(Summary.self)
            #expect(result.status == 2, "\(result)")
            let tally = try #require(summary.signalInput)
            #expect(tally.rowsRead == 5)
            #expect(tally.rowsLoaded == 2)
            #expect(tally.skipped.values.reduce(0, +) == 3)
            #expect(result.errors.contains(":3: column 1: expected a value"), "\(result)")
            #expect(result.errors.contains(":4: column 1: entry_price is missing"))
            #expect(result.errors.contains(":6: column 20: expected a comma or a brace"))
            #expect(summary.desk.signalsReceived == 2)
            #expect(summary.contradictions == [])
        }

        @Test("a byte order mark and CRLF are normal", arguments: ["max", "200"])
        func byteOrderMark(_ speed: String) throws {
            let input = "\u{FEFF}\(SignalText.line(id: "one"))\r\n\(SignalText.line(id: "two"))"
            let result = try run(speed: speed, input: input)
            #expect(result.status == 0, "\(result)")
            #expect(try result.json(Summary.self).desk.signalsReceived == 2)
        }

        @Test("an array of signals is read as well as lines are", arguments: ["max", "200"])
        func array(_ speed: String) async throws {
            let input =
                "\n[\(SignalText.line(id: "one")),\n \(SignalText.line(id: "two", symbol: "BANKNIFTY", entry: 56_000))]"
            let result = try run(speed: speed, input: input)
            #expect(result.status == 0, "\(result)")
            #expect(try result.json(Summary.self).signalInput?.rowsLoaded == 2)
            let reader = try sandbox.reader()
            #expect(try await Set(reader.signals().map(\.id)) == ["one", "two"])
            #expect(
                try await reader.signals().allSatisfy { $0.contract != nil || $0.denial != nil })
        }

        @Test("an older file with its other names is read", arguments: ["max", "200"])
        func olderNames(_ speed: String) async throws {
            let input = """
                [{"id": "d63c562b", "symbol": "NSE:NIFTY", "strategy": "ema_scalping", "signal_type": "SELL",
                  "entry_price": 25000, "stop_loss": 25250, "target": 24500, "timestamp": "2025-09-07T21:37:11.246883",
                  "status": "NEW", "order_id": null, "exit_price": null, "metadata": {}}]
                """
            let path = try sandbox.write(input, to: "signals.json")
            let result = try run("--signals", path, speed: speed)
            #expect(result.status == 0, "\(result)")
            let record = try #require(try await sandbox.reader().signal("d63c562b"))
            #expect(record.signal.action == .sell)
            #expect(record.contract?.right == .put)
        }

        @Test(
            "what was piped in has an outcome when the run ends, and no order is left without one")
        func everySignalSettled() async throws {
            let symbols = ["NIFTY", "BANKNIFTY", "INFY", "RELIANCE", "MOON"]
            let input = symbols.map { SignalText.line(id: "to-\($0)", symbol: $0) }.joined(
                separator: "\n")
            let summary = try run(speed: "50", input: input).json(Summary.self)
            #expect(summary.desk.signalsReceived == 5)
            #expect(summary.desk.ordersWorking == 0)
            #expect(summary.contradictions == [])
            let reader = try sandbox.reader()
            #expect(try await reader.signals().allSatisfy { $0.status != .new })
            #expect(try await reader.positions(statuses: [.open]).count == summary.fills)
        }

        // MARK: The summary

        @Test("a session's summary adds up, and its books equal the fills")
        func summaryAddsUp() async throws {
            let result = try sandbox.run(
                "run", "--speed", "max", "--minutes", "90", "--seed", "11", "--ledger",
                sandbox.ledger)
            let summary = try result.json(Summary.self)
            #expect(result.status == 0, "\(result)")
            #expect(summary.contradictions == [])
            #expect(summary.desk.signalsReceived > 100)
            #expect(summary.trades.closed > 0)
            let check = try await sandbox.reader().accountCheck()
            #expect(check.isBalanced)
            #expect(check.fills.count == summary.fills)
            #expect(check.fills.cashEffect.paise == summary.fillsCashEffectPaise)
        }

        @Test("one seed gives one result, bit for bit; another seed gives another")
        func deterministic() throws {
            func digest(_ seed: Int) throws -> Summary {
                let result = try sandbox.run(
                    "run", "--speed", "max", "--minutes", "30", "--seed", "\(seed)", "--ledger",
                    "memory")
                return try result.json(Summary.self)
            }
            let first = try digest(3)
            let again = try digest(3)
            #expect(first == again)
            #expect(first.fills > 0)
            #expect(try digest(4).digest != first.digest)
        }

        @Test("one signal to stop drains and prints the summary", arguments: [SIGINT, SIGTERM])
        func interrupted(_ signal: Int32) async throws {
            let running = try sandbox.start(["run", "--speed", "200", "--ledger", sandbox.ledger])
            try await sandbox.waitForLedger(while: running) { try await $0.fills().count >= 2 }
            running.signal(signal)
            let result = try running.waitForEnd()
            #expect(result.status == 0, "\(result)")
            let summary = try result.json(Summary.self)
            #expect(summary.interrupted)
            #expect(summary.desk.ordersWorking == 0)
            #expect(summary.contradictions == [])
            #expect(try await sandbox.openOrders() == [])
        }

        // MARK: One signal, one order

        @Test(
            "a hundred copies of a signal, and as many after a restart, make one order and one position",
            arguments: ["max", "200"])
        func copies(_ speed: String) async throws {
            let input = Array(repeating: SignalText.line(id: "same"), count: 100).joined(
                separator: "\n")
            let first = try run(speed: speed, input: input)
            #expect(first.status == 0, "\(first)")
            let second = try run(speed: speed, input: input)
            for result in [first, second] {
                let summary = try result.json(Summary.self)
                #expect(summary.desk.signalsReceived == 100)
                #expect(summary.contradictions == [])
            }
            #expect(try first.json(Summary.self).desk.denials == ["DUPLICATE": 99])
            #expect(try second.json(Summary.self).desk.denials == ["DUPLICATE": 100])
            let reader = try sandbox.reader()
            #expect(try await reader.signals().map(\.id) == ["same"])
            #expect(try await reader.orders().count == 1)
            #expect(try await reader.positions().count == 1)
            #expect(try await reader.fills().count == 1)
        }

        // MARK: What the others say

        @Test(
            "every subcommand explains itself",
            arguments: [
                [], ["cockpit"], ["run"], ["verify"], ["status"], ["positions"], ["signals"],
                ["dlq"], ["explain"],
                ["theme"], ["theme", "list"], ["theme", "check"], ["theme", "import"], ["doctor"],
            ])
        func help(_ command: [String]) throws {
            let result = try sandbox.run(command + ["--help"])
            #expect(result.status == 0)
            #expect(result.output.contains("USAGE: alphastocks"), "\(result)")
            #expect(result.output.contains("OVERVIEW:"))
        }

        @Test("status, positions, signals and dead letters are told as a table and as JSON")
        func queries() throws {
            let run = try sandbox.run(
                "run", "--speed", "max", "--minutes", "30", "--ledger", sandbox.ledger)
            let summary = try run.json(Summary.self)

            let status = try sandbox.run("status", "--ledger", sandbox.ledger)
            #expect(status.status == 0)
            #expect(status.output.contains("books equal the fills      yes"), "\(status)")
            struct Status: Decodable {
                var fills: Int
                var cashPaise: Int64
                var openOrders: Int
                var isBalanced: Bool
            }
            let facts = try sandbox.run("status", "--json", "--ledger", sandbox.ledger).json(
                Status.self)
            #expect(facts.fills == summary.fills)
            #expect(facts.cashPaise == summary.desk.cashPaise)
            #expect(facts.openOrders == 0)
            #expect(facts.isBalanced)

            let tables = [
                (
                    ["positions", "--all"], "CONTRACT",
                    summary.trades.closed + summary.desk.positionsOpen
                ),
                (
                    ["signals", "--limit", "1000"], "STRATEGY",
                    summary.desk.signalsByStage.values.reduce(0, +)
                ),
                (["dlq"], "HANDLER", summary.desk.deadLetters.values.reduce(0, +)),
            ]
            for (command, column, count) in tables {
                let table = try sandbox.run(command + ["--ledger", sandbox.ledger])
                #expect(table.status == 0)
                #expect(table.output.contains(column) || count == 0, "\(table)")
                let rows = try sandbox.run(command + ["--json", "--ledger", sandbox.ledger]).json(
                    [Row].self)
                #expect(rows.count >= count, "\(command)")
                #expect(table.output.split(separator: "\n").count == max(1, rows.count + 1))
            }
        }

        private struct Row: Decodable {}

        @Test("every shipped theme is listed and passes its check")
        func themes() throws {
            let list = try sandbox.run("theme", "list")
            #expect(list.status == 0)
            let names = list.output.split(separator: "\n").compactMap {
                $0.split(separator: " ").first
            }
            #expect(names.contains("alphastocks") && names.contains("nord"), "\(list)")
            let check = try sandbox.run("theme", "check")
            #expect(check.status == 0, "\(check)")
            for name in names { #expect(check.output.contains("\(name) (")) }
        }

        @Test("doctor says what it finds, in order or not")
        func doctor() throws {
            let blind = try sandbox.run("doctor")
            #expect(blind.status == 1)
            #expect(blind.output.contains("not a terminal"))
            let terminal = try sandbox.open(["doctor"])
            #expect(try terminal.waitForEnd() == .exited(0), "\(terminal.screen.text)")
            #expect(terminal.screen.text.contains("the cockpit can run here"))
            try sandbox.write("[desk]\nmoed = \"SAFE\"\n", to: "config/alphastocks/config.toml")
            let wrong = try sandbox.open(["doctor"])
            #expect(try wrong.waitForEnd() == .exited(1))
            #expect(
                wrong.screen.text.components(separatedBy: "NOT IN ORDER").count == 2,
                "said once, of the configuration: \(wrong.screen.text)")
        }

        @Test("verify keeps every promise of the design")
        func verify() throws {
            let result = try sandbox.run("verify", "--quick")
            let lines = result.output.split(separator: "\n")
            #expect(lines.last?.contains(" passed, ") == true, "\(result)")
            #if DEBUG
                // How many a second is a promise of the optimised program alone.
                let promises = lines.dropLast().filter { !$0.contains("a second") }
            #else
                let promises = lines.dropLast()
                #expect(result.status == 0, "\(result)")
            #endif
            #expect(promises.count >= 10)
            #expect(promises.allSatisfy { $0.hasPrefix("PASS ") }, "\(result)")
        }
    }
}
