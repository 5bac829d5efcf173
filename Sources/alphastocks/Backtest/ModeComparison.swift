import Configuration
import Engine
import Foundation
import Trading

/// The same backtest under every mode, with each strategy alone and with all of them together.
///
/// The runs share nothing, so as many run side by side as there are processors, and each gives what it would
/// give alone. Their ledgers are in memory.
struct ModeComparison: Sendable {
    /// What one run came to.
    struct Row: Encodable, Sendable {
        var mode: String
        var strategies: String
        var total: TradeStatistics
        var returnPercent: Double
        var deepestFallPercent: Double
        var cashPaise: Int64
        var rowsPlayed: Int
        var signals: Int
        var isSound: Bool
        var digest: String
    }

    /// What all of them came to.
    struct Outcome: Encodable, Sendable {
        var rows: [Row]
        var elapsedSeconds: Double
    }

    private let request: RunRequest
    private let runs: [(mode: String, strategies: [String])]

    /// - Parameter request: The backtest; its mode and its ledger are replaced.
    /// - Throws: `ProgramFailure` when there is no strategy to compare.
    init(_ request: RunRequest) throws {
        let strategies = try request.desk.strategyPlans(request.configuration).map(\.name)
        guard !strategies.isEmpty else {
            throw ProgramFailure(
                "--compare-modes: no strategy is enabled, so there is nothing to compare")
        }
        self.request = request
        let sets = strategies.map { [$0] } + (strategies.count > 1 ? [strategies] : [])
        runs = request.configuration.rules.modes.flatMap { mode in
            sets.map { (mode: mode.name.text, strategies: $0) }
        }
    }

    func run() async throws -> Outcome {
        let began = ContinuousClock.now
        let line = ProgressLine()
        let rows = try await withThrowingTaskGroup(of: (Int, Row).self) { group in
            var waiting = runs.enumerated().makeIterator()
            for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) {
                guard let (index, run) = waiting.next() else { break }
                group.addTask { (index, try await row(of: run, isFirst: index == 0)) }
            }
            var results: [(index: Int, row: Row)] = []
            while let result = try await group.next() {
                results.append(result)
                line.show("\(results.count) of \(runs.count) runs done")
                if let (index, run) = waiting.next() {
                    group.addTask { (index, try await row(of: run, isFirst: index == 0)) }
                }
            }
            return results.sorted { $0.index < $1.index }.map(\.row)
        }
        line.end()
        return Outcome(rows: rows, elapsedSeconds: (ContinuousClock.now - began).inSeconds)
    }

    private func row(
        of run: (mode: String, strategies: [String]), isFirst: Bool
    ) async throws -> Row {
        var request = request(run)
        // All of them read the same files.
        request.tellsDefects = isFirst
        let summary = try await HeadlessRun(request).run()
        guard let report = summary.backtest, !summary.interrupted else {
            throw ProgramFailure("the comparison was interrupted; nothing is left of it")
        }
        return Row(summary, report, strategies: run.strategies)
    }

    private func request(_ run: (mode: String, strategies: [String])) -> RunRequest {
        var request = request
        request.desk.mode = run.mode
        request.desk.strategies = run.strategies.joined(separator: ",")
        request.desk.ledger = "memory"
        request.showsProgress = false
        return request
    }
}

extension ModeComparison.Row {
    fileprivate init(_ summary: RunSummary, _ report: BacktestReport, strategies: [String]) {
        mode = summary.mode
        self.strategies = strategies.joined(separator: " + ")
        total = report.total
        returnPercent = report.total.net.rupees / report.capital.rupees * 100
        deepestFallPercent = report.equity.deepestFall?.percent ?? 0
        cashPaise = report.cash.paise
        rowsPlayed = summary.rows
        signals = report.signals
        isSound = !summary.needsAttention && report.cash.paise == summary.desk.cashPaise
        digest = summary.digest
    }
}

extension ModeComparison.Outcome {
    /// The table as a person reads it.
    var text: String {
        var table = TextTable(
            [
                "MODE", "STRATEGY", "SIGNALS", "TRADES", "WIN RATE", "FACTOR", "EXPECTANCY",
                "CHARGES", "NET", "RETURN", "FALL", "DIGEST",
            ], rightAligned: Set(2...10))
        for row in rows {
            let total = row.total
            table.add([
                row.mode, row.strategies, IndianFormat.whole(Int64(row.signals)),
                IndianFormat.whole(Int64(total.trades)),
                total.winRate.map { IndianFormat.percent($0 * 100, decimals: 1) } ?? "-",
                total.profitFactor.map { IndianFormat.decimal($0, decimals: 2) } ?? "-",
                total.expectancy.map { IndianFormat.rupees($0, showsPlus: true) } ?? "-",
                IndianFormat.rupees(total.charges),
                IndianFormat.rupees(total.net, showsPlus: true),
                IndianFormat.percent(row.returnPercent, decimals: 1),
                IndianFormat.percent(row.deepestFallPercent, decimals: 1), row.digest,
            ])
        }
        let unsound = rows.filter { !$0.isSound }.count
        let played = rows.reduce(0) { $0 + $1.rowsPlayed }
        let rate = Int64(Double(played) / max(elapsedSeconds, 1e-9))
        return table.text
            + "\n\n\(rows.count) runs in \(IndianFormat.decimal(elapsedSeconds, decimals: 1)) s, "
            + "\(IndianFormat.whole(rate)) rows/s; "
            + (unsound == 0
                ? "every account equals its fills, nothing is unexplained"
                : "\(unsound) RUN(S) NEED ATTENTION: run that mode alone")
    }
}
