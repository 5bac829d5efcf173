import ArgumentParser
import Engine
import Market
import Trading

/// Says which contract a signal bought, or would buy now, and why, or why none; nothing is traded.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say which contract a signal bought or would buy, and why; nothing is traded.",
        discussion: """
            With the id of a signal that the desk has processed it tells what was recorded then, looking into \
            every ledger of the state directory unless --ledger names one:

              alphastocks explain ema_crossover-INFY-2024-05-14T104500

            With --symbol and --action it asks the same rules about a signal that does not exist. The simulated \
            market stands at its first moment; prices that are not given are taken from it, levels that are \
            not given from the mode:

              alphastocks explain --symbol NIFTY --action BUY
            """)

    @Argument(help: "The id of a signal that the desk has processed.")
    var signal: String?

    @Flag(help: "With a signal's id: print what was recorded as JSON.")
    var json = false

    @OptionGroup(title: "Market") var market: MarketOptions
    @OptionGroup(title: "Desk") var desk: DeskOptions

    @Option(help: "The underlying.")
    var symbol: String?

    @Option(help: "BUY or SELL.")
    var action: String?

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
            if let signal {
                return print(try PastSignal(id: signal, ledger: desk.ledger).text(json))
            }
            guard let symbol, let action else {
                throw ProgramFailure(
                    "explain needs the id of a signal, or --symbol and --action of one that does not exist"
                )
            }
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
                return try explain(symbol, side, with: assembly)
            }
            print(text)
        }
    }

    private func explain(
        _ symbol: String, _ side: SignalAction, with assembly: DeskAssembly
    ) throws -> String {
        let name = SymbolNormaliser.normalise(symbol)
        var feed = assembly.feed
        var start: Timestamp?
        // A name that nobody knows has no price however long the market goes on.
        while assembly.board.knows(name), assembly.board.spot(of: name) == nil,
            let step = feed.next(), step.time.seconds(since: start ?? step.time) <= 3600
        {
            start = start ?? step.time
            assembly.clock.set(to: step.time)
            for happening in step.happenings { _ = assembly.board.apply(happening) }
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
        switch planner.choose(valid) {
        case .failure(let denial): return "\(denial.code.rawValue): \(denial.reason)"
        case .success(let choice): return choice.explanation
        }
    }
}
