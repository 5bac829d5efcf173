import Trading

/// The day's figures, limits, strategies and curve, for a file or the clipboard.
///
/// As a value it is what JSON is made from: amounts are in paise, as in every JSON of the desk. The rows of CSV are in
/// rupees, so that a spreadsheet can add them up.
struct RiskReport: Sendable, Encodable {
    /// What a number counts.
    enum Unit: String, Sendable, Encodable {
        case paise, count
    }

    /// One figure of the day.
    struct Figure: Sendable, Encodable {
        var name: String
        var value: Int64
        var unit: Unit
    }

    /// One limit and how much of it is used.
    struct Limit: Sendable, Encodable {
        var name: String
        var used: Int64
        var limit: Int64
        var fraction: Double
        var unit: Unit
    }

    /// What a strategy made.
    struct Strategy: Sendable, Encodable {
        var name: String
        /// In paise; `nil` where no price is known of anything that it holds.
        var profitPaise: Int64?
        var open: Int
        var closed: Int
        var won: Int
    }

    /// The day's net profit at an instant.
    struct Sample: Sendable, Encodable {
        var at: String
        var paise: Int64
    }

    var at: String
    var state: String
    var reasons: [String]
    var mode: String
    var figures: [Figure]
    var limits: [Limit]
    var strategies: [Strategy]
    var curve: [Sample]

    /// Takes the figures out of a snapshot.
    init(_ desk: DeskSnapshot) {
        let (account, risk) = (desk.account, desk.risk)
        at = desk.marketTime.indiaISO8601
        state = risk.state.rawValue
        reasons = risk.reasons
        mode = risk.mode.text
        figures = [
            ("day", account.dayNet), ("open", account.unrealised),
            ("realised", account.dayRealised), ("charges", account.dayCharges),
            ("cash", account.cash), ("reserved", account.reserved), ("capital", account.capital),
            ("max fall", account.maxDrawdown),
        ].map { Figure(name: $0, value: $1.paise, unit: .paise) }
        figures += [
            ("trades closed", account.tradesClosed), ("trades won", account.wins),
            ("positions without a price", desk.unmarked),
        ].map { Figure(name: $0, value: Int64($1), unit: .count) }
        limits = Self.uses(risk).map { name, use, unit in
            Limit(
                name: name, used: use.used, limit: use.limit, fraction: use.fraction, unit: unit)
        }
        strategies = StrategyTally.ordered(desk.positions).map { tally in
            Strategy(
                name: tally.strategy, profitPaise: tally.isProfitKnown ? tally.profit.paise : nil,
                open: tally.open, closed: tally.closed, won: tally.won)
        }
        curve = desk.dayCurve.map { Sample(at: $0.at.indiaISO8601, paise: $0.paise) }
    }

    /// Every limit by its name, with what it counts.
    static func uses(_ risk: RiskStatus) -> [(name: String, use: LimitUse, unit: Unit)] {
        [
            ("positions", risk.positions, .count), ("at risk", risk.capitalAtRisk, .paise),
            ("day loss", risk.dailyLoss, .paise), ("loss run", risk.lossStreak, .count),
        ]
    }

    /// The day in one line.
    func line(_ words: Figures) -> String {
        let day = figures.filter { $0.unit == .paise && $0.name != "capital" }.map { figure in
            let money = Money(paise: figure.value)
            let isResult = ["day", "open", "realised"].contains(figure.name)
            return "\(figure.name) \(isResult ? words.signedMoney(money) : words.money(money))"
        }
        let use = limits.map { "\($0.name) \(words.percent(max(0, $0.fraction)))" }
        return ([at, "desk \(state)"] + day + use).joined(separator: "  ")
    }

    // MARK: - Rows

    static let columns = ["KIND", "NAME", "VALUE", "UNIT", "LIMIT", "FRACTION", "AT"]

    /// All of it as rows of one table.
    var rows: [[String]] {
        var rows = figures.map { row("figure", $0.name, amount($0.value, $0.unit), $0.unit) }
        for limit in limits {
            var row = row("limit", limit.name, amount(limit.used, limit.unit), limit.unit)
            row[4] = amount(limit.limit, limit.unit)
            row[5] = Figures.fixed(limit.fraction, 4)
            rows.append(row)
        }
        for strategy in strategies {
            let profit = strategy.profitPaise.map { amount($0, .paise) } ?? ""
            rows.append(row("strategy profit", strategy.name, profit, .paise))
            rows.append(row("strategy open", strategy.name, "\(strategy.open)", .count))
            rows.append(row("strategy closed", strategy.name, "\(strategy.closed)", .count))
            rows.append(row("strategy won", strategy.name, "\(strategy.won)", .count))
        }
        for sample in curve {
            var row = row("curve", "day", amount(sample.paise, .paise), .paise)
            row[6] = sample.at
            rows.append(row)
        }
        return rows
    }

    private func row(_ kind: String, _ name: String, _ value: String, _ unit: Unit) -> [String] {
        [kind, name, value, unit == .paise ? "rupees" : "count", "", "", at]
    }

    private func amount(_ value: Int64, _ unit: Unit) -> String {
        unit == .paise ? Figures.fixed(Double(value) / 100, 2) : "\(value)"
    }
}
