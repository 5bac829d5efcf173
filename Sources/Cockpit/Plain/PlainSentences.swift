import Terminal
import Trading

/// Says what a snapshot holds in sentences that can be read aloud: ASCII, every figure with its name.
struct PlainSentences: Sendable {
    let desk: DeskSnapshot
    let now: Timestamp
    /// The number that people call each position by.
    let numbers: [PositionID: Int]
    /// The number that people call each dead letter by.
    var letters: [DeadLetterID: Int] = [:]

    var figures: Figures { Figures(glyphs: .ascii) }

    // MARK: - The whole

    var greeting: [String] {
        [
            "AlphaStocks, \(venue), \(desk.market). Type menu for a choice by numbers, help for the words."
        ]
    }

    private var venue: String {
        switch desk.venue {
        case .live: "LIVE: real orders, real money"
        case .logging: "LOGGING: orders are recorded, nothing is sent"
        case .paper: "PAPER: a paper broker"
        case .simulation: "SIM: a simulated market and a paper broker"
        case .replay: "REPLAY: a replayed market and a paper broker"
        }
    }

    /// The state of things in a few lines.
    var status: [String] {
        let account = desk.account
        let live = desk.positions.filter { $0.position.status.isLive }
        var lines = [
            "market time \(desk.marketTime.indiaClock), session \(desk.risk.sessionLabel), "
                + "engine \(desk.engine.phase.rawValue)",
            riskState,
            "the day \(result(account.dayNet)), open positions \(result(account.unrealised)), "
                + "cash \(rupees(account.cash))",
            "\(live.count) of \(desk.risk.positions.limit) positions, "
                + "\(desk.engine.queued) events wait, \(desk.deadLetters.total) dead letters",
        ]
        if desk.unmarked > 0 {
            let held = desk.unmarked == 1 ? "1 open position" : "\(desk.unmarked) open positions"
            lines.append("of \(held) no price is known: the profits above leave them out")
        }
        if !account.isBalanced { lines.append("THE BOOKS DO NOT EQUAL THE FILLS") }
        for source in desk.sources where source.state == .late || source.state == .down {
            lines.append("source \(source.name) is \(source.state.rawValue) \(source.detail)")
        }
        return lines
    }

    /// What there are quotes of; nothing as long as the market has not spoken.
    var quotes: [String] {
        guard !desk.quotes.isEmpty else { return [] }
        return ["quotes of \(desk.quotes.map(\.underlying).joined(separator: ", "))"]
    }

    /// What the desk may do, and why.
    var riskState: String {
        let reasons = desk.risk.reasons
        return "desk \(desk.risk.state.rawValue), mode \(desk.risk.mode.text)"
            + (reasons.isEmpty ? "" : ": " + reasons.joined(separator: "; "))
    }

    /// Everything in one line, for a line at each period.
    var oneLine: String {
        let live = desk.positions.count { $0.position.status.isLive }
        return [
            desk.marketTime.indiaClock, desk.venue.rawValue, desk.engine.phase.rawValue,
            desk.risk.state.rawValue,
            "day \(figures.signedMoney(desk.account.dayNet))",
            "open \(figures.signedMoney(desk.account.unrealised))",
            "positions \(live)/\(desk.risk.positions.limit)", "queued \(desk.engine.queued)",
            "wait99 \(figures.latency(desk.engine.waitP99Nanoseconds))",
            "dead \(desk.deadLetters.total)",
        ].joined(separator: "  ")
    }

    // MARK: - Positions

    /// The live positions, the worst result first: what is asked for most is what loses.
    var positions: [String] {
        let live = worstFirst
        guard !live.isEmpty else { return ["no open positions"] }
        return live.map { position($0) }
    }

    var losing: [String] {
        let losing = worstFirst.filter { $0.profit < .zero }
        return losing.isEmpty ? ["no position loses"] : losing.map { position($0) }
    }

    /// The live positions, the worst result first.
    var worstFirst: [PositionStatusRow] {
        desk.positions.filter { $0.position.status.isLive }.sorted {
            ($0.profit.paise, numbers[$0.id] ?? 0) < ($1.profit.paise, numbers[$1.id] ?? 0)
        }
    }

    /// A position in one sentence; of a new one it is said that it is open.
    func position(_ row: PositionStatusRow, isNew: Bool = false) -> String {
        let position = row.position
        guard position.boughtQuantity.units > 0 else {
            return "\(name(row)) is \(position.status.rawValue), nothing bought yet"
        }
        var parts = [
            "\(name(row))\(isNew && position.status == .open ? " is OPEN" : ""), "
                + (row.isUnmarked ? "result unknown" : result(row.profit))
                + (row.changeFraction.map { " (\(figures.signed($0 * 100, decimals: 1)) percent)" }
                    ?? ""),
            "\(position.remainingQuantity.units) held",
            "entry \(figures.price(position.entryPrice))",
            position.mark.map {
                (row.isMarkStale ? "old mark " : "mark ") + figures.price($0)
            } ?? "mark unknown",
            "stop \(figures.price(position.stop))" + (position.isStopRaised ? " raised" : ""),
            "target \(figures.price(position.activeTarget))",
        ]
        if position.status != .open { parts.append(position.status.rawValue) }
        return parts.joined(separator: ", ")
    }

    /// A position by its number and contract.
    func name(_ row: PositionStatusRow) -> String {
        "position \(numbers[row.id] ?? 0) \(figures.symbol(row.position.contract))"
    }

    /// What has become of a position, or `nil` when nothing that must be told.
    func change(of row: PositionStatusRow, from before: PositionStatusRow?) -> String? {
        let position = row.position
        guard let old = before?.position else {
            return position.status.isLive ? "new " + self.position(row, isNew: true) : nil
        }
        if position.status != old.status {
            let end = position.exitReason.map { " by \($0.rawValue)" } ?? ""
            return "\(name(row)) is \(position.status.rawValue)\(end), \(result(row.profit))"
        }
        if position.soldQuantity != old.soldQuantity {
            return "\(name(row)) sold in part, \(position.remainingQuantity.units) still held"
        }
        if position.stop != old.stop || position.activeTarget != old.activeTarget {
            return "\(name(row)) stop \(figures.price(position.stop)), "
                + "target \(figures.price(position.activeTarget))"
        }
        return nil
    }

    // MARK: - Lists

    func events(_ count: Int) -> [String] {
        desk.log.isEmpty ? ["no events"] : desk.log.suffix(count).map(event)
    }

    func event(_ row: LogRow) -> String {
        let level = row.level >= .warning ? "\(row.level)".uppercased() + " " : ""
        return "\(row.at.indiaClock) \(level)\(row.subject): \(row.text)"
    }

    /// The dead letters, newest first, numbered for `retry` and `discard`.
    var deadLetters: [String] {
        let rows = desk.deadLetters.rows
        return rows.isEmpty ? ["no dead letters"] : rows.map(letter)
    }

    /// A dead letter in one sentence, which begins with its number.
    func letter(_ row: DeadLetterRow) -> String {
        let age = figures.span(now.seconds(since: row.record.diedAt))
        return "letter \(letters[row.id] ?? 0), \(row.record.handler)"
            + (row.symbol.map { ", \($0)" } ?? "")
            + ", \(row.record.event.topic.rawValue), \(row.record.attempts.count) of "
            + "\(row.attemptLimit) attempts, \(age) ago: \(row.record.error)"
    }

    var handlers: [String] {
        desk.handlers.map { handler in
            var parts = [
                "\(handler.name): \(handler.depth) wait, \(handler.inFlight) of \(handler.limit) run",
                "\(handler.executed) done, \(handler.failed) failed",
                "run p99 \(figures.latency(handler.run.p99Nanoseconds))",
            ]
            if handler.isPaused { parts.append("PAUSED") }
            if handler.breaker != .closed { parts.append("breaker \(handler.breaker.rawValue)") }
            return parts.joined(separator: ", ")
        }
    }

    var signals: [String] {
        guard !desk.signals.isEmpty else { return ["no signals"] }
        return desk.signals.prefix(20).map { record in
            "\(record.receivedAt.indiaClock) \(record.signal.action.rawValue) "
                + "\(record.signal.symbol) by \(record.signal.strategy): \(record.status.rawValue)"
                + (record.denial.map { ", \($0.reason)" } ?? "")
        }
    }

    // MARK: - Words

    /// A result in words: neither a colour nor a sign is needed to tell a loss from a gain.
    func result(_ money: Money) -> String {
        if money == .zero { return "even" }
        let amount = rupees(money > .zero ? money : .zero - money)
        return money > .zero ? "gains \(amount)" : "loses \(amount)"
    }

    func rupees(_ money: Money) -> String { figures.money(money) + " rupees" }

    func price(_ price: Price) -> String { figures.price(price) }

    /// The live positions that somebody may mean: one by its number, or all whose contract has the words.
    func positions(meant words: [String]) -> [PositionStatusRow] {
        let live = worstFirst
        if words.count == 1, let number = Int(words[0]),
            let row = live.first(where: { numbers[$0.id] == number })
        {
            return [row]
        }
        return live.filter { row in
            let contract = row.position.contract
            let name = "\(figures.symbol(contract)) \(contract.tradingSymbol)".uppercased()
            let parts = Set(name.split(separator: " "))
            return words.allSatisfy { parts.contains($0.uppercased()[...]) }
        }
    }
}
