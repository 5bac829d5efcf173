import Foundation
import TestSupport
import Testing
import Trading

extension TheProgram {
    /// Recorded data played as fast as they go, and what is told of the outcome.
    @Suite
    struct Backtest {
        private let sandbox: Sandbox

        init() throws {
            sandbox = try Sandbox()
        }

        /// Days of quarter-hour bars that swing enough to be traded.
        private func candles(days: Int, from first: CalendarDay) throws -> String {
            var text = "timestamp,open,high,low,close,volume\n"
            var day = first
            var close = 25_000.0
            for index in 0..<days {
                while day.isoWeekday > 5 { day = day.advanced(byDays: 1) }
                for bar in 0..<25 {
                    let open = close
                    close += 90 * sin(Double(index * 25 + bar) / 5) + 25 * cos(Double(bar * 7))
                    let (high, low) = (max(open, close) + 9, min(open, close) - 9)
                    let clock = Timestamp(india: day, secondsIntoDay: 33_300 + bar * 900).indiaClock
                    text += "\(day) \(clock),"
                    text += [open, high, low, close].map { String(format: "%.2f", $0) }
                        .joined(separator: ",")
                    text += ",0\n"
                }
                day = day.advanced(byDays: 1)
            }
            return try sandbox.write(text, to: "candles_15m_NIFTY.csv")
        }

        private func backtest(
            _ more: String..., days: Int = 3,
            from first: CalendarDay = CalendarDay(daysSinceEpoch: 20_276)
        ) throws -> ProgramResult {
            try sandbox.run(
                [
                    "run", "--market", "replay", "--speed", "max", "--candles",
                    try candles(days: days, from: first),
                ] + more)
        }

        @Test(
            "charges of days before the first known rates are told in the report and the statement")
        func assumedCharges() throws {
            let september = try #require(CalendarDay("2024-09-27"))
            let told = try backtest(days: 3, from: september)
            #expect(told.status == 0, "\(told)")
            #expect(
                told.output.contains(
                    "before 2024-10-01 charged at that day's rates: earlier ones are not known"),
                "\(told)")
            let statement = try sandbox.run(
                "statement", "--market", "backtest", "--date", "2024-09-30")
            #expect(statement.output.contains("rates of 2024-10-01"), "\(statement)")
            let summary = try backtest("--json", days: 3, from: september)
            #expect(summary.output.contains(#""fillsAtAssumedRates" : 0"#) == false, "\(summary)")
            let later = try backtest(days: 3)
            #expect(!later.output.contains("earlier ones are not known"))
            let laterStatement = try sandbox.run("statement", "--market", "backtest")
            #expect(!laterStatement.output.contains("rates of 2024-10-01"), "\(laterStatement)")
        }

        @Test("the report is text by default: figures, a curve, tables, refusals, the digest")
        func text() throws {
            let result = try backtest("--mode", "BALANCED")
            #expect(result.status == 0, "\(result)")
            for part in [
                "Backtest on replay, seed 7, mode BALANCED", "75 rows", "Net result", "Win rate",
                "Profit factor", "Deepest fall", "By strategy", "By exit", "By month", "By day",
                "REFUSED", "The account equals its", "Digest ",
            ] {
                #expect(
                    result.output.localizedCaseInsensitiveContains(part), "\(part)\n\(result)")
            }
            #expect(result.output.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
        }

        @Test("the same seed twice gives the same report, and a second backtest begins anew")
        func repeats() throws {
            let first = try backtest("--json").json(Summary.self)
            let again = try backtest("--json").json(Summary.self)
            #expect(first == again)
            #expect(first.trades.closed > 0)
            #expect(first.contradictions == [])
            let positions = try sandbox.run("positions", "--market", "backtest")
            #expect(positions.status == 0, "\(positions)")
        }

        @Test("the files hold every trade, and their sums are the report's")
        func files() throws {
            let folder = sandbox.file("report")
            let result = try backtest("--json", "--csv", folder)
            let summary = try result.json(Summary.self)
            func rows(_ name: String) throws -> [[String: String]] {
                let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
                let lines = text.split(separator: "\n").map {
                    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                }
                let header = try #require(lines.first)
                return lines.dropFirst().map {
                    Dictionary(uniqueKeysWithValues: zip(header, $0))
                }
            }
            func paise(_ text: String?) -> Int64 {
                Int64(((text.flatMap(Double.init) ?? 0) * 100).rounded())
            }
            let trades = try rows("trades.csv")
            #expect(trades.count == summary.trades.closed)
            let net = trades.reduce(Int64(0)) { $0 + paise($1["net"]) }
            #expect(summary.desk.cashPaise == summary.capitalPaise + net)
            #expect(paise(trades.last?["booked_equity"]) == summary.desk.cashPaise)
            let marked = try rows("equity.csv")
            #expect(paise(marked.last?["marked_equity"]) == summary.desk.cashPaise)
            #expect(
                marked.allSatisfy {
                    paise($0["lowest"]) <= paise($0["marked_equity"])
                        && paise($0["marked_equity"]) <= paise($0["highest"])
                })
            // What is held moves between two trades, and the deepest fall is not seen by the closed trades alone.
            #expect(marked.count > 2 * trades.count)
            // What was bought is worth about what it cost.
            let first = try #require(trades.min { $0["opened_at"] ?? "" < $1["opened_at"] ?? "" })
            let cost = paise(first["entry"]) * Int64(first["units"].flatMap { Int($0) } ?? 0)
            let afterFirst = paise(marked.first?["marked_equity"])
            #expect(afterFirst > summary.capitalPaise - cost / 2)
            let lowest = try #require(marked.map { paise($0["lowest"]) }.min())
            #expect(summary.capitalPaise - lowest <= summary.trades.markedDrawdownPaise)
            #expect(summary.trades.markedDrawdownPaise > summary.trades.bookedDrawdownPaise)
            let groups = try rows("groups.csv")
            for grouping in ["total", "strategy", "underlying", "mode", "exit", "month", "day"] {
                let sum = groups.filter { $0["grouping"] == grouping }
                    .reduce(Int64(0)) { $0 + paise($1["net"]) }
                #expect(sum == net, "\(grouping)")
            }
            let refused = try rows("refusals.csv").compactMap { Int($0["signals"] ?? "") }
            #expect(refused.reduce(0, +) == summary.desk.denials.values.reduce(0, +))
        }

        @Test("a backtest that cannot read its files leaves the last one as it was")
        func keepsTheLast() throws {
            #expect(try backtest("--json").status == 0)
            let before = try sandbox.run("signals", "--market", "backtest", "--json").output
            #expect(before.contains("ema_crossover") || before.contains("alert_candle"))
            let failed = try sandbox.run(
                "run", "--market", "replay", "--speed", "max", "--candles",
                sandbox.file("nothing.csv"))
            #expect(failed.refuses("there is no such file"))
            let after = try sandbox.run("signals", "--market", "backtest", "--json").output
            #expect(after == before)
        }

        @Test("all modes are compared in one table")
        func comparison() throws {
            let result = try backtest("--compare-modes", days: 1)
            #expect(result.status == 0, "\(result)")
            for mode in ["ULTRA_SAFE", "CONSERVATIVE", "BALANCED", "AGGRESSIVE"] {
                #expect(result.output.components(separatedBy: mode).count == 4, "\(result)")
            }
            #expect(result.output.contains("12 runs"))
            #expect(result.output.contains("every account equals its fills"))
        }

        @Test("a past signal is explained from what was recorded")
        func explains() throws {
            #expect(try backtest("--json").status == 0)
            func signals(_ status: String) throws -> [String] {
                let listed = try sandbox.run(
                    "signals", "--market", "backtest", "--status", status, "--json")
                return try listed.json([Listed].self).map(\.signal.id)
            }
            struct Listed: Decodable {
                struct Signal: Decodable { var id: String }
                var signal: Signal
            }
            let traded = try #require(
                try signals("COMPLETED").first ?? signals("STOPPED").first)
            let told = try sandbox.run("explain", traded)
            #expect(told.status == 0, "\(told)")
            for part in [traded, "target strike", "FILTER", "SCORE", "NEARNESS", "Closed by"] {
                #expect(told.output.contains(part), "\(part)\n\(told)")
            }
            let unknown = try sandbox.run("explain", "nobody")
            #expect(unknown.refuses("no signal is called nobody", "backtest.sqlite"))
            #expect(try sandbox.run("explain").refuses("--symbol and --action"))
        }

        @Test("only the strategies that are named run")
        func strategies() throws {
            let result = try backtest("--json", "--strategies", "none", days: 1).json(Summary.self)
            #expect(result.desk.signalsReceived == 0)
            let unknown = try backtest("--strategies", "ema")
            #expect(unknown.status == 1)
            #expect(
                unknown.errors.contains(
                    "--strategies ema: no such strategy; there are ema_crossover, alert_candle"))
            let off =
                "[strategies.alert_candle]\nenabled = false\n[strategies.ema_crossover]\nenabled = false\n"
            let config = try sandbox.write(off, to: "off.toml")
            #expect(
                try backtest("--json", "--config", config, days: 1).json(Summary.self).desk
                    .signalsReceived
                    == 0)
        }

        @Test(
            "what belongs to a backtest is refused elsewhere, and a folder that cannot be is told")
        func misuse() throws {
            let elsewhere = try sandbox.run("run", "--minutes", "1", "--csv", "x")
            #expect(elsewhere.status == 1)
            #expect(elsewhere.errors.contains("--csv belongs to a backtest"))
            let folder = try backtest("--csv", "/dev/null/x", days: 1)
            #expect(folder.status == 1)
            #expect(folder.errors.contains("--csv /dev/null/x cannot be written"))
        }
    }
}
