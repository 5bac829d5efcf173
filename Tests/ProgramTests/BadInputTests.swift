import Foundation
import Ledger
import TestSupport
import Testing
import Trading

extension TheProgram {
    /// What is wrong is named with its place and a way out; nothing crashes and nothing is lost.
    @Suite struct BadInput {
        private let sandbox: Sandbox

        init() throws {
            sandbox = try Sandbox()
        }

        private static let header =
            "instrument_token,exchange_token,tradingsymbol,name,last_price,expiry,strike,tick_size,"
            + "lot_size,instrument_type,segment,exchange"

        private static func row(
            _ token: Int, strike: String = "25000", symbol: String = "NIFTY25OCT25000CE"
        ) -> String {
            "\(token),1,\(symbol),NIFTY,0,2025-10-28,\(strike),0.05,75,CE,NFO-OPT,NFO"
        }

        private func load(_ rows: [String]) throws -> (ProgramResult, Instruments) {
            let path = try sandbox.write(
                ([Self.header] + rows).joined(separator: "\n"), to: "list.csv")
            return try load(path)
        }

        private func load(_ path: String) throws -> (ProgramResult, Instruments) {
            let result = try sandbox.run(
                "run", "--speed", "max", "--minutes", "1", "--signals-per-minute", "0", "--ledger",
                "memory",
                "--instruments", path)
            return (result, try result.json(Loaded.self).instruments)
        }

        private struct Loaded: Decodable { var instruments: Instruments }

        private struct Instruments: Decodable {
            var rowsRead: Int
            var rowsLoaded: Int
            var issues: [String]
        }

        // MARK: Files

        @Test(
            "a bad row is left out and told with its line and column; the good ones are loaded",
            arguments: [
                ("1,2,3", "list.csv:3: wrong number of columns (found 3, expected 12)"),
                (row(2, strike: "-25000"), "list.csv:3: strike: negative price (found \"-25000\")"),
                (row(2, strike: "NaN"), "list.csv:3: strike: not a number (found \"NaN\")"),
                (
                    row(2, strike: "1e308"),
                    "list.csv:3: strike: price out of range (found \"1e308\")"
                ),
                (
                    String(repeating: "x", count: 1_000_000),
                    "list.csv:3: line longer than 65536 bytes"
                ),
            ])
        func badRow(_ bad: String, _ message: String) throws {
            let (result, instruments) = try load([Self.row(1), bad, Self.row(3)])
            #expect(result.status == 0, "\(result)")
            #expect(instruments.rowsRead == 3)
            #expect(instruments.rowsLoaded == 2)
            let issue = try #require(instruments.issues.first)
            #expect(issue.contains(message))
        }

        @Test(
            "bad rows of market data and instruments are printed, counted in the report, and an event"
        )
        func badRowsAreTold() async throws {
            let bars = (0..<8).map { "2025-10-08 09:\($0 == 0 ? "15" : "\(15 + $0)"):00,1,1,1,x,0" }
            let candles = try sandbox.write(
                (["timestamp,open,high,low,close,volume", "2025-10-08 09:15:00,100,90,95,100,0"]
                    + bars).joined(separator: "\n"), to: "candles_15m_NIFTY.csv")
            let list = try sandbox.write(
                [Self.header, Self.row(1), Self.row(2, strike: "NaN")].joined(separator: "\n"),
                to: "list.csv")
            let result = try sandbox.run(
                "run", "--market", "replay", "--speed", "max", "--candles", candles,
                "--instruments", list, "--ledger", sandbox.ledger)
            #expect(result.status == 0, "\(result)")
            let told = result.errors.split(separator: "\n").filter { $0.hasPrefix("alphastocks:") }
            #expect(told.first?.contains("list.csv:3: strike: not a number") == true, "\(result)")
            #expect(told.count { $0.contains("candles_15m_NIFTY.csv:") } == 5)
            #expect(
                told.last?.hasSuffix(
                    "... and 4 more in the market data; in all 8 skipped (not a number 8), "
                        + "1 repaired (open or close outside low…high, widened 1)") == true,
                "\(result)")
            #expect(
                result.output.contains(
                    "9 read; skipped: not a number 8; repaired: open or close outside low…high, widened 1"
                ),
                "\(result)")
            let events = try await sandbox.reader().journal(topics: [.errorOccurred])
            #expect(events.map(\.source) == ["desk", "desk"])
        }

        @Test("a row that is not UTF-8 is left out and told")
        func invalidUTF8() throws {
            var data = Data("\(Self.header)\n\(Self.row(1))\n2,1,N".utf8)
            data += [0xff, 0xfe] + Data(",NIFTY,0,2025-10-28,25000,0.05,75,CE,NFO-OPT,NFO\n".utf8)
            let (result, instruments) = try load(sandbox.write(data, to: "list.csv"))
            #expect(result.status == 0, "\(result)")
            #expect(instruments.rowsLoaded == 1)
            #expect(
                instruments.issues.first?.contains("list.csv:3: tradingsymbol: not UTF-8") == true)
        }

        @Test("a file that is not there is named")
        func missingFile() throws {
            let path = sandbox.file("nowhere.csv")
            for arguments in [
                ["--instruments", path], ["--market", "replay", "--candles", "INFY=\(path)"],
                ["--market", "replay", "--ticks", path], ["--signals", path],
            ] {
                let result = try sandbox.run(
                    ["run", "--speed", "max", "--ledger", "memory"] + arguments)
                #expect(result.refuses("nowhere.csv", "no such file"), "\(arguments): \(result)")
            }
        }

        @Test("a folder of themes that is not there is named")
        func missingThemes() throws {
            let path = sandbox.file("nowhere")
            for arguments in [["--once"], ["theme", "list"]] {
                let result = try sandbox.run(arguments + ["--themes-dir", path])
                #expect(result.refuses("--themes-dir \(path): there is no such"), "\(result)")
            }
        }

        @Test("a ledger that is named and is not there is no desk in order")
        func missingLedger() throws {
            let path = sandbox.file("nowhere.sqlite")
            let result = try sandbox.run("--once", "--ledger", path)
            #expect(result.refuses("there is no ledger at \(path)"), "\(result)")
        }

        @Test("a file that is no ledger is named as it was given")
        func noLedger() throws {
            let path = try sandbox.write("root:x:0:0\n", to: "passwd")
            let result = try sandbox.run("--once", "--ledger", path)
            #expect(result.refuses(path), "\(result)")
        }

        @Test("a list of no rows is not a list", arguments: ["positions", "signals"])
        func noRows(_ list: String) throws {
            let result = try sandbox.run(list, "--limit", "0")
            #expect(result.status == 64, "\(result)")
            #expect(result.errors.contains("'0' is invalid for '--limit"), "\(result)")
        }

        @Test("an underlying that nobody knows is explained at once")
        func unknownUnderlying() throws {
            let result = try sandbox.run("explain", "--symbol", "MOON", "--action", "BUY")
            #expect(result.output.hasPrefix("UNKNOWN_SYMBOL"), "\(result)")
        }

        @Test("a wrong header is refused with the columns that it lacks")
        func wrongHeader() throws {
            let path = try sandbox.write("a,b\n1,2\n", to: "list.csv")
            let result = try sandbox.run(
                "run", "--speed", "max", "--ledger", "memory", "--instruments", path)
            #expect(
                result.refuses("list.csv:1:", "lacks instrument_token", "found: a,b"), "\(result)")
        }

        @Test("a signal on an unknown symbol is refused with its code, and kept with it")
        func unknownSymbol() async throws {
            let result = try sandbox.run(
                "run", "--speed", "max", "--minutes", "1", "--signals-per-minute", "0", "--ledger",
                sandbox.ledger, input: SignalText.line(id: "moon", symbol: "MOON"))
            let summary = try result.json(Summary.self)
            #expect(summary.desk.denials == ["UNKNOWN_SYMBOL": 1])
            #expect(try await sandbox.reader().signal("moon")?.denial?.code == .unknownSymbol)
        }

        @Test(
            "a replay that has nothing to play is refused with what became of its rows",
            arguments: [
                ("", "no row"),
                ("2025-10-11 10:00:00,1,1,1,1,0\n", "skipped: outside every session 1"),
            ])
        func nothingToPlay(_ rows: String, _ told: String) throws {
            let candles = try sandbox.write(
                "timestamp,open,high,low,close,volume\n" + rows, to: "candles_15m_NIFTY.csv")
            let result = try sandbox.run(
                "run", "--market", "replay", "--speed", "max", "--candles", candles)
            #expect(result.refuses("nothing to play", told), "\(result)")
        }

        @Test("a signal that comes after the last market data is told, counted, and not forgotten")
        func signalAfterTheData() throws {
            let candles = try sandbox.write(
                "timestamp,open,high,low,close,volume\n2025-10-08 09:15:00,25000,25010,24990,25000,0\n",
                to: "candles_15m_NIFTY.csv")
            let signals = try sandbox.write(
                [
                    SignalText.line(id: "within", time: "2025-10-08 09:20:00"),
                    SignalText.line(id: "evening", time: "2025-10-08 15:30:00"),
                    SignalText.line(id: "morrow", time: "2025-10-09 09:20:00"),
                ].joined(separator: "\n"), to: "signals.ndjson")
            let result = try sandbox.run(
                "run", "--market", "replay", "--speed", "max", "--candles", candles, "--signals",
                signals, "--ledger", "memory", "--json")
            #expect(result.status == 2, "\(result)")
            let summary = try result.json(Summary.self)
            let tally = try #require(summary.signalInput)
            #expect(tally.rowsRead == 3)
            #expect(tally.rowsLoaded == 2)
            #expect(tally.skipped == ["later than the market data": 1])
            #expect(summary.desk.signalsReceived == 2)
            #expect(
                result.errors.contains(
                    "signal morrow of 2025-10-09T09:20:00.000+05:30: later than the market data"),
                "\(result)")
        }

        // MARK: Ledgers

        @Test(
            "a ledger that cannot be made is refused with what to do",
            arguments: [
                "/proc/alphastocks/ledger.sqlite", "/dev/null/ledger.sqlite",
                "plain.txt/ledger.sqlite",
            ])
        func unwritableLedger(_ path: String) throws {
            try sandbox.write("not a folder", to: "plain.txt")
            let place = path.hasPrefix("/") ? path : sandbox.file(path)
            let result = try sandbox.run(
                "run", "--speed", "max", "--minutes", "1", "--ledger", place)
            #expect(result.refuses(place, "--ledger FILE"), "\(result)")
        }

        @Test("a file that is no ledger is refused and left as it is")
        func corruptLedger() throws {
            let garbage = Data((0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            try sandbox.write(garbage, to: "ledger.sqlite")
            for command in [
                ["run", "--speed", "max", "--minutes", "1"], ["status"], ["positions"],
            ] {
                let result = try sandbox.run(command + ["--ledger", sandbox.ledger])
                #expect(result.refuses(sandbox.ledger, "not a"), "\(command): \(result)")
            }
            #expect(try Data(contentsOf: URL(filePath: sandbox.ledger)) == garbage)
        }

        @Test("a ledger with a damaged page is refused and left as it is")
        func damagedLedger() throws {
            try makeLedger()
            var data = try Data(contentsOf: URL(filePath: sandbox.ledger))
            try #require(data.count > 12_288)
            data.replaceSubrange(8192..<12_288, with: Data(repeating: 0xaa, count: 4096))
            try data.write(to: URL(filePath: sandbox.ledger))
            let result = try sandbox.run(
                "run", "--speed", "max", "--minutes", "1", "--ledger", sandbox.ledger)
            #expect(result.refuses(sandbox.ledger, "not a usable ledger"), "\(result)")
            #expect(try Data(contentsOf: URL(filePath: sandbox.ledger)) == data)
        }

        @Test("a ledger of a newer program is refused and left as it is")
        func newerLedger() async throws {
            try makeLedger()
            let tool = try ForeignTool(path: sandbox.ledger)
            try tool.execute("PRAGMA user_version = 99")
            try tool.close()
            for command in [["run", "--speed", "max", "--minutes", "1"], ["status"]] {
                let result = try sandbox.run(command + ["--ledger", sandbox.ledger])
                #expect(result.refuses("newer version", "99", "update the program"), "\(result)")
            }
        }

        @Test("a ledger that another engine writes is refused, and can be read meanwhile")
        func lockedLedger() async throws {
            let first = try SQLiteLedger.open(at: sandbox.ledger)
            let second = try sandbox.run(
                "run", "--speed", "max", "--minutes", "1", "--ledger", sandbox.ledger)
            #expect(second.refuses(sandbox.ledger, "in use by another running engine"), "\(second)")
            let status = try sandbox.run("status", "--ledger", sandbox.ledger)
            #expect(status.status == 0, "\(status)")
            try await first.close()
        }

        @Test("a ledger that is not there is named by those who only read")
        func absentLedger() throws {
            for command in ["status", "positions", "signals", "dlq"] {
                let result = try sandbox.run(command)
                #expect(
                    result.refuses("state/alphastocks/sim.sqlite", "--ledger FILE"), "\(result)")
            }
        }

        private func makeLedger() throws {
            let made = try sandbox.run(
                "run", "--speed", "max", "--minutes", "1", "--ledger", sandbox.ledger)
            try #require(made.status == 0, "\(made)")
        }

        // MARK: Themes and configuration

        @Test(
            "a theme that is not in order is refused with its line",
            arguments: [
                ("[ui]\nborder = \"#112\"\n", "mine.toml:2:10", "#112"),
                ("[palette]\nred = \"#12\"\n", "mine.toml:2:7", "#12"),
                ("[palette\n", "mine.toml:1:9", "TOML"),
            ])
        func badTheme(_ text: String, _ place: String, _ words: String) throws {
            let path = try sandbox.write(text, to: "mine.toml")
            let result = try sandbox.run("theme", "check", path)
            #expect(result.refuses(place, words), "\(result)")
        }

        @Test(
            "an unknown key of a theme is told with its line, by the check and by the doctor, and the theme is used"
        )
        func unknownThemeKey() throws {
            let path = try sandbox.write(
                "[ui]\nbordr = \"#112233\"\n", to: "config/alphastocks/themes/mine.toml")
            let told =
                "\(path):2:1: \"ui.bordr\" is unknown and has no effect (did you mean \"ui.border\"?)"
            let check = try sandbox.run("theme", "check", path)
            #expect(check.status == 0 && check.errors.contains(told), "\(check)")
            #expect(check.output.contains("mine (dark) passes"), "\(check)")
            #expect(try sandbox.run("doctor").output.contains(told))
        }

        @Test("an unknown theme is refused with the names that there are")
        func unknownTheme() throws {
            for command in [["theme", "check", "norrd"], ["--theme", "norrd"]] {
                let result = try runInTerminal(command)
                #expect(result.ending != .exited(0))
                #expect(result.text.contains("norrd"), "\(result.text)")
                #expect(result.text.contains("nord"), "\(result.text)")
            }
        }

        @Test(
            "a wrong configuration is refused with its line and what would be right",
            arguments: [
                (
                    "[desk]\ncapitl_rupees = 5\n", "config.toml:2:1",
                    "did you mean \"capital_rupees\"?"
                ),
                ("[desk]\ncapital_rupees = -5\n", "config.toml:2", "a whole number from 1"),
                ("[limits]\npositions = nine\n", "config.toml:2:14", "TOML"),
                ("[modes.BALANCED]\nstop_percent = 120\n", "config.toml:2", "from 1 to 95"),
            ])
        func badConfiguration(_ text: String, _ place: String, _ words: String) throws {
            let path = try sandbox.write(text, to: "config/alphastocks/config.toml")
            let result = try sandbox.run("run", "--speed", "max", "--minutes", "1")
            #expect(result.refuses(path, place, words), "\(result)")
            #expect(!FileManager.default.fileExists(atPath: sandbox.file("state")))
        }

        @Test(
            "a wrong argument is refused with what there is",
            arguments: [
                (["run", "--speed", "fast"], "fast"), (["run", "--speed", "0"], "0"),
                (["run", "--mode", "YOLO", "--ledger", "memory", "--speed", "max"], "BALANCED"),
                (["run", "--market", "replay"], "--candles FILE"),
                (["run", "--signals-per-minute", "61"], "0 to 60"),
                (["run", "--capital", "0"], "between 1 and"),
                (["run", "--strength-scale", "stars", "--ledger", "memory"], "no such scale"),
                (["signals", "--status", "LOST"], "REJECTED"), (["frobnicate"], "frobnicate"),
            ])
        func badArgument(_ arguments: [String], _ words: String) throws {
            let result = try sandbox.run(arguments)
            #expect(result.refuses(words), "\(result)")
        }

        // MARK: Terminals

        @Test("without a terminal the cockpit says what to do instead")
        func noTerminal() throws {
            let result = try sandbox.run([])
            #expect(result.status == 1, "2 is an alert")
            #expect(result.refuses("not a terminal", "alphastocks run"), "\(result)")
        }

        @Test(
            "a terminal without a screen is refused with what to set",
            arguments: [
                "dumb", "no-such-terminal", nil,
            ])
        func unusableTerminal(_ name: String?) throws {
            let result = try runInTerminal([], changes: ["TERM": name])
            #expect(result.ending == .exited(1))
            #expect(result.text.contains("TERM=xterm-256color"), "\(result.text)")
        }

        private func runInTerminal(
            _ arguments: [String], changes: [String: String?] = [:]
        ) throws -> (ending: PseudoTerminal.Ending, text: String) {
            let terminal = try sandbox.open(arguments, changes: changes)
            let ending = try terminal.waitForEnd()
            // A message may be longer than a line of the terminal.
            return (ending, terminal.screen.lines.joined())
        }
    }
}
