import Engine
import Terminal
import Trading

/// A backtest's report as a person reads it.
struct BacktestText {
    /// Days are listed in the text up to this many; all of them are in JSON and CSV.
    private static let listedDays = 10

    let report: BacktestReport
    let summary: RunSummary
    /// The columns of the picture; `nil` for no picture.
    let chartWidth: Int?
    let glyphs: Glyphs

    var text: String {
        var parts = [head, figures]
        if let chartWidth, let chart = EquityChart(report) {
            parts.append(
                "Equity with what is held at its marks, ₹\n"
                    + chart.lines(width: chartWidth, glyphs: glyphs).joined(separator: "\n"))
        }
        for grouping in BacktestGrouping.allCases {
            if let table = table(of: grouping) { parts.append(table) }
        }
        if !report.refusals.isEmpty { parts.append(refusals) }
        parts.append(foot)
        return parts.joined(separator: "\n\n")
    }

    // MARK: Parts

    private var head: String {
        let rate = Double(summary.rows) / max(summary.elapsedSeconds, 1e-9)
        return """
            Backtest on \(summary.market), seed \(summary.seed), mode \(summary.mode)
            \(time(summary.from)) to \(time(summary.marketTime)): \(whole(summary.rows)) rows, \
            \(whole(summary.steps)) steps in \(IndianFormat.decimal(summary.elapsedSeconds, decimals: 1)) s, \
            \(whole(Int(rate))) rows/s
            """
    }

    private var figures: String {
        let total = report.total
        var lines = [
            ("Capital", money(report.capital)),
            ("Net result", "\(signed(total.net)) (\(percent(of: total.net)) of the capital)"),
            ("Before charges", "\(signed(total.beforeCharges)), charges \(money(total.charges))"),
            (
                "Trades",
                "\(whole(total.trades)): \(whole(total.wins)) won, \(whole(total.losses)) lost"
                    + (total.winRate.map { ", win rate \(percent($0 * 100))" } ?? "")
            ),
            (
                "Average",
                "win \(total.averageWin.map(money) ?? "-"), loss \(total.averageLoss.map(money) ?? "-"), "
                    + "expectancy \(total.expectancy.map(signed) ?? "-") a trade"
            ),
            ("Profit factor", factor(total)),
            ("Deepest fall", fall),
            ("", "of the closed trades alone \(money(total.bookedDrawdown))"),
            ("Rows", rows),
        ]
        if summary.fillsAtAssumedRates > 0 {
            lines.append(
                (
                    "Charges",
                    "\(whole(summary.fillsAtAssumedRates)) of \(whole(summary.fills)) fills are of days before "
                        + "\(summary.chargesKnownFrom) charged at that day's rates: earlier ones are not known"
                ))
        }
        if report.held.positions > 0 {
            lines.append(
                (
                    "Still held",
                    "\(report.held.positions) position(s), "
                        + (report.held.profit.map { "\(signed($0)) before charges" }
                            ?? "worth unknown")
                ))
        }
        if summary.desk.fillsAtStaleQuotes > 0 {
            lines.append(
                (
                    "Stale prices",
                    "\(whole(summary.desk.fillsAtStaleQuotes)) fill(s) at the last known price, in gaps of the data"
                ))
        }
        let width = lines.map(\.0.count).max() ?? 0
        return lines.map { name, value in
            name + String(repeating: " ", count: width - name.count + 2) + value
        }.joined(separator: "\n")
    }

    private var rows: String {
        let (skipped, repaired) = (summary.feed.skipped, summary.feed.repaired)
        let read = summary.rows + skipped.values.reduce(0, +)
        return "\(whole(read)) read"
            + (skipped.isEmpty ? "" : "; skipped: \(skipped.reasons)")
            + (repaired.isEmpty ? "" : "; repaired: \(repaired.reasons)")
    }

    private var fall: String {
        guard let fall = report.equity.deepestFall else { return "none" }
        let from = fall.peakAt.map { "\($0.indiaDay)" } ?? "the beginning"
        return
            "\(money(fall.amount)), \(percent(fall.percent)) of the peak, from \(from) to "
            + "\(fall.bottomAt.indiaDay), marked to market"
    }

    private func table(of grouping: BacktestGrouping) -> String? {
        var groups = report.groups(by: grouping)
        guard !groups.isEmpty else { return nil }
        var title = "By \(grouping.rawValue)"
        if grouping == .day, groups.count > Self.listedDays {
            let half = Self.listedDays / 2
            let ranked = groups.sorted {
                ($0.statistics.net, $1.name) < ($1.statistics.net, $0.name)
            }
            title += ": the worst and the best \(half) of \(whole(groups.count)) (--csv has all)"
            groups = Array(ranked.prefix(half) + ranked.suffix(half))
        }
        var table = TextTable(
            [
                grouping.rawValue.uppercased(), "TRADES", "WIN RATE", "AVG WIN", "AVG LOSS",
                "FACTOR", "EXPECTANCY", "CHARGES", "NET", "BOOKED FALL",
            ], rightAligned: Set(1...9))
        for group in groups { table.add(cells(group)) }
        return title + "\n" + table.text
    }

    private func cells(_ group: TradeGroup) -> [String] {
        let figures = group.statistics
        return [
            group.name, whole(figures.trades), figures.winRate.map { percent($0 * 100) } ?? "-",
            figures.averageWin.map(money) ?? "-", figures.averageLoss.map(money) ?? "-",
            factor(figures), figures.expectancy.map(signed) ?? "-", money(figures.charges),
            signed(figures.net), money(figures.bookedDrawdown),
        ]
    }

    private var refusals: String {
        var table = TextTable(["REFUSED", "SIGNALS"], rightAligned: [1])
        for refusal in report.refusals {
            table.add([refusal.code.rawValue, whole(refusal.count)])
        }
        return "\(whole(report.signals)) signals\n" + table.text
    }

    private var foot: String {
        let books =
            summary.accountEqualsFills && summary.booksEqualFills
            ? "The account equals its \(whole(summary.fills)) fills to the paisa"
            : "THE ACCOUNT DOES NOT EQUAL ITS \(whole(summary.fills)) FILLS"
        return "\(books): cash \(money(report.cash)). Digest \(summary.digest)."
    }

    // MARK: Words

    /// An instant to the minute, such as `2024-04-26 09:15`.
    private func time(_ text: String) -> String {
        String(text.prefix(16)).replacing("T", with: " ")
    }

    private func money(_ money: Money) -> String { IndianFormat.rupees(money) }
    private func signed(_ money: Money) -> String { IndianFormat.rupees(money, showsPlus: true) }
    private func whole(_ number: Int) -> String { IndianFormat.whole(Int64(number)) }
    private func percent(_ value: Double) -> String { IndianFormat.percent(value, decimals: 1) }

    private func percent(of money: Money) -> String {
        percent(money.rupees / report.capital.rupees * 100)
    }

    private func factor(_ statistics: TradeStatistics) -> String {
        statistics.profitFactor.map { IndianFormat.decimal($0, decimals: 2) } ?? "-"
    }
}
