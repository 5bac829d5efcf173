import Foundation
import Trading

/// A backtest's report as comma-separated files: the trades, their groups, what the account was
/// worth all along, the refusals.
///
/// Amounts are rupees with two decimals, instants India's time; what has no value is empty.
struct BacktestFiles {
    let report: BacktestReport

    /// The files by name.
    var files: [(name: String, text: String)] {
        [
            ("trades.csv", trades), ("groups.csv", groups), ("equity.csv", equity),
            ("refusals.csv", refusals),
        ]
    }

    /// Writes the files; ones of an earlier run are replaced.
    ///
    /// - Parameter folder: The folder; made when it is not there.
    /// - Throws: `ProgramFailure` when it cannot be written.
    func write(to folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            for (name, text) in files {
                try Data(text.utf8).write(
                    to: URL(filePath: folder).appending(path: name), options: .atomic)
            }
        } catch {
            throw ProgramFailure(
                "--csv \(folder) cannot be written: \(error.localizedDescription); name a folder that can"
            )
        }
    }

    private var trades: String {
        var equity = report.capital
        return Self.table(
            [
                "signal", "strategy", "mode", "action", "underlying", "contract", "generated",
                "opened_at", "closed_at", "units", "entry", "exit", "exit_reason",
                "before_charges", "charges", "net", "booked_equity",
            ],
            report.trades.map { trade in
                let net = trade.realised - trade.charges
                equity += net
                return [
                    trade.signalID, trade.strategy, trade.mode.text, trade.action.rawValue,
                    trade.contract.underlying, trade.contract.tradingSymbol,
                    trade.contract.isGenerated ? "yes" : "no", trade.openedAt.indiaISO8601,
                    trade.closedAt?.indiaISO8601 ?? "", String(trade.boughtQuantity.units),
                    Self.average(trade.boughtValue, trade.boughtQuantity),
                    Self.average(trade.soldValue, trade.soldQuantity),
                    trade.exitReason?.rawValue ?? "", Self.rupees(trade.realised),
                    Self.rupees(trade.charges), Self.rupees(net), Self.rupees(equity),
                ]
            })
    }

    private var groups: String {
        let total = [("total", TradeGroup.groups(of: report.trades) { _ in "all" })]
        let groupings = BacktestGrouping.allCases.map { ($0.rawValue, report.groups(by: $0)) }
        return Self.table(
            [
                "grouping", "name", "trades", "wins", "losses", "win_rate", "average_win",
                "average_loss", "profit_factor", "expectancy", "before_charges", "charges", "net",
                "booked_drawdown",
            ],
            (total + groupings).flatMap { title, groups in
                groups.map { group in
                    let figures = group.statistics
                    return [
                        title, group.name, String(figures.trades), String(figures.wins),
                        String(figures.losses), figures.winRate.map { String($0) } ?? "",
                        figures.averageWin.map(Self.rupees) ?? "",
                        figures.averageLoss.map(Self.rupees) ?? "",
                        figures.profitFactor.map { String($0) } ?? "",
                        figures.expectancy.map(Self.rupees) ?? "",
                        Self.rupees(figures.beforeCharges), Self.rupees(figures.charges),
                        Self.rupees(figures.net), Self.rupees(figures.bookedDrawdown),
                    ]
                }
            })
    }

    private var equity: String {
        Self.table(
            ["at", "marked_equity", "lowest", "highest"],
            report.equity.points.map { point in
                [
                    point.at.indiaISO8601, Self.rupees(point.equity), Self.rupees(point.low),
                    Self.rupees(point.high),
                ]
            })
    }

    private var refusals: String {
        Self.table(
            ["code", "signals"],
            report.refusals.map { [$0.code.rawValue, String($0.count)] })
    }

    private static func table(_ header: [String], _ rows: [[String]]) -> String {
        ([header] + rows).map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
    }

    /// A field as RFC 4180 wants it.
    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else {
            return field
        }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }

    private static func rupees(_ money: Money) -> String {
        IndianFormat.rupees(money).replacing(",", with: "")
    }

    private static func average(_ value: Money, _ quantity: Quantity) -> String {
        guard quantity.units > 0 else { return "" }
        return String(format: "%.4f", value.rupees / Double(quantity.units))
    }
}
