import Engine
import Market
import Trading

/// What a headless run says at its end.
struct RunSummary: Encodable, Sendable {
    /// How a file's or a stream's rows were taken.
    struct Input: Encodable, Sendable {
        var rowsRead: Int
        var rowsLoaded: Int
        var skipped: [String: Int]
        var repaired: [String: Int]
        var issues: [String]

        init(_ tally: LoadTally) {
            rowsRead = tally.rowsRead
            rowsLoaded = tally.rowsLoaded
            skipped = tally.skipped
            repaired = tally.repaired
            issues = tally.issues.map(\.description)
        }

        init?(_ signals: SignalInput) {
            guard let tally = signals.tally else { return nil }
            self.init(tally)
            let left = signals.left
            guard !left.issues.isEmpty else { return }
            rowsLoaded -= left.issues.count
            skipped[left.reason] = left.issues.count
            issues += left.issues.prefix(max(0, LoadTally.keptIssues - issues.count))
        }
    }

    /// What the trades of the whole ledger came to.
    struct Trades: Encodable, Sendable {
        var closed: Int
        var wins: Int
        var winRate: Double?
        var netPaise: Int64
        var chargesPaise: Int64
        var profitFactor: Double?
        /// The deepest fall of the account with what it holds at its marks, and of the closed trades alone.
        var markedDrawdownPaise: Int64
        var bookedDrawdownPaise: Int64
        var byExit: [String: Int]

        init(_ report: BacktestReport, charges: Money) {
            let total = report.total
            closed = total.trades
            wins = total.wins
            winRate = total.winRate
            netPaise = total.net.paise
            chargesPaise = charges.paise
            profitFactor = total.profitFactor.flatMap { $0.isFinite ? $0 : nil }
            markedDrawdownPaise = report.equity.deepestFall?.amount.paise ?? 0
            bookedDrawdownPaise = total.bookedDrawdown.paise
            byExit = Dictionary(
                uniqueKeysWithValues: report.groups(by: .exit).map {
                    ($0.name, $0.statistics.trades)
                })
        }
    }

    var market: String
    var seed: UInt64
    /// The mode of new entries.
    var mode: String
    /// The market's time at the start and at the end.
    var from: String
    var marketTime: String
    var steps: Int
    /// Rows of the files that were played; 0 on the simulated market.
    var rows: Int
    var elapsedSeconds: Double
    var interrupted: Bool
    var instruments: Input?
    var feed: FeedTally
    var signalInput: Input?
    var recovery: String
    var desk: DeskSummary
    var trades: Trades
    var fills: Int
    /// Fills of days before the first known charges, and that first day, whose rates they were charged at.
    var fillsAtAssumedRates: Int
    var chargesKnownFrom: String
    var capitalPaise: Int64
    var fillsCashEffectPaise: Int64
    var accountEqualsFills: Bool
    var booksEqualFills: Bool
    var undelivered: Int
    /// What a backtest came to.
    var backtest: BacktestReport?
    /// A hash of every signal, order, fill and position; equal runs have equal digests.
    var digest: String

    /// Whether a person should look into it.
    var needsAttention: Bool {
        let letters = desk.deadLetters.filter { !$0.key.hasPrefix("sim.") }
        return !letters.isEmpty || !accountEqualsFills || !booksEqualFills
            || desk.signalsUnexplained != 0 || desk.ordersWorking > 0 || undelivered > 0
            || (signalInput.map { !$0.skipped.isEmpty } ?? false)
    }
}
