import ArgumentParser
import Engine
import Market
import Trading

/// Says which contract a signal would buy and why, or why none; nothing is traded.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say which contract a signal would buy, and why; nothing is traded.",
        discussion: """
            The simulated market stands at its first moment; prices that are not given are taken from it, \
            levels that are not given from the mode.

              alphastocks explain --symbol NIFTY --action BUY
            """)

    @OptionGroup(title: "Market") var market: MarketOptions
    @OptionGroup(title: "Desk") var desk: DeskOptions

    @Option(help: "The underlying.")
    var symbol: String

    @Option(help: "BUY or SELL.")
    var action: String

    @Option(help: "The underlying's entry price in rupees; now, when it is not given.")
    var entry: Double?

    @Option(help: "The underlying's stop in rupees; 1 % away, when it is not given.")
    var stop: Double?

    @Option(help: "The underlying's target in rupees; 2 % away, when it is not given.")
    var target: Double?

    @Option(help: "The signal's strength, 0 to 1.")
    var strength: Double = 0.8

    func run() throws {
        try guarded {
            guard let side = SignalAction(rawValue: action.uppercased()) else {
                throw ProgramFailure("--action \(action): there are BUY and SELL")
            }
            var options = desk
            options.ledger = "memory"
            let (quiet, configuration) = (options, try desk.configuration())
            let text = try runBlocking {
                let assembly = try await DeskAssembly.make(
                    market: market, options: quiet, configuration: configuration,
                    defaultPace: .unpaced)
                return try explain(side, with: assembly)
            }
            print(text)
        }
    }

    private func explain(_ side: SignalAction, with assembly: DeskAssembly) throws -> String {
        let name = SymbolNormaliser.normalise(symbol)
        var feed = assembly.feed
        while assembly.board.spot(of: name) == nil, let step = feed.next() {
            assembly.clock.set(to: step.time)
            for happening in step.happenings { _ = assembly.board.apply(happening) }
            if assembly.clock.now.seconds(since: step.time) > 3600 { break }
        }
        let spot = assembly.board.spot(of: name)?.last.rupees ?? 0
        let price = entry ?? spot
        let sign = side == .buy ? 1.0 : -1.0
        let signal = Signal(
            id: "explain", symbol: symbol, strategy: "explain", action: side, entryPrice: price,
            stopLoss: stop ?? price * (1 - sign * 0.01),
            target: target ?? price * (1 + sign * 0.02),
            strength: strength, emittedAt: assembly.clock.now, origin: .operator)
        let planner = assembly.desk.planner
        let valid: ValidSignal
        switch planner.validate(signal) {
        case .success(let checked): valid = checked
        case .failure(let denial): return "\(denial.code.rawValue): \(denial.reason)"
        }
        switch planner.plan(valid) {
        case .failure(let denial): return "\(denial.code.rawValue): \(denial.reason)"
        case .success(let plan): return Self.text(plan, mode: assembly.rules.mode)
        }
    }

    private static func text(_ plan: EntryPlan, mode: RiskMode) -> String {
        var lines = [
            "\(plan.signal.symbol) \(plan.signal.action.rawValue), spot \(IndianFormat.rupees(plan.spot)), mode \(mode.name): "
                + "target strike \(IndianFormat.rupees(plan.choice.targetStrike)), "
                + "\(plan.choice.consideredCount) contracts considered",
            "buys \(plan.contract.tradingSymbol)\(plan.contract.isGenerated ? " (generated)" : "") at \(IndianFormat.rupees(plan.ask)), lot \(plan.contract.lotUnits)",
            "",
        ]
        var removed = TextTable(["FILTER", "REMOVED"], rightAligned: [1])
        for removal in plan.choice.removed {
            removed.add([removal.filter.rawValue, String(removal.count)])
        }
        lines += [removed.text, ""]
        var scores = TextTable(
            ["CONTRACT", "SCORE", "NEARNESS", "DELTA", "EXPIRY", "GRID", "Δ", "DAYS", "PREMIUM"],
            rightAligned: [1, 2, 3, 4, 5, 6, 7, 8])
        for score in [plan.choice.winner].compactMap(\.self) + plan.choice.runnersUp {
            scores.add([
                score.contract.tradingSymbol, IndianFormat.decimal(score.total, decimals: 2),
                IndianFormat.decimal(score.nearness, decimals: 2),
                IndianFormat.decimal(score.response, decimals: 2),
                IndianFormat.decimal(score.timing, decimals: 2),
                IndianFormat.decimal(score.grid, decimals: 0),
                IndianFormat.decimal(score.delta, decimals: 3), String(score.daysToExpiry),
                score.premium.map(IndianFormat.rupees) ?? "-",
            ])
        }
        return (lines + [scores.text]).joined(separator: "\n")
    }
}
