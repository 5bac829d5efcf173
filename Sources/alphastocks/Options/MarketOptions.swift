import ArgumentParser
import Engine

/// Where market data come from and how fast they are played.
struct MarketOptions: ParsableArguments {
    @Option(
        name: .customLong("market"),
        help:
            "Where market data come from: \(MarketKind.list). Default: sim, or what --replay asks for."
    )
    var namedMarket: MarketKind?

    @Option(
        help: ArgumentHelp(
            "The exchange's instrument list (CSV with the columns of Kite's dump).",
            valueName: "file"))
    var instruments: String?

    @Option(
        name: .customLong("replay"), parsing: .upToNextOption,
        help: ArgumentHelp(
            "Recorded files to play, whether candles or ticks; SYMBOL=FILE where the name does not tell the symbol. Short for --market replay with --candles and --ticks.",
            valueName: "file"))
    var replay: [String] = []

    @Option(
        name: .customLong("candles"), parsing: .upToNextOption,
        help: ArgumentHelp(
            "Candle files to replay; SYMBOL=FILE where the name does not tell the symbol.",
            valueName: "file"))
    var candles: [String] = []

    @Option(
        name: .customLong("ticks"), parsing: .upToNextOption,
        help: ArgumentHelp("Tick files to replay.", valueName: "file"))
    var ticks: [String] = []

    @Option(help: "Market seconds in one second: 0.1 to 1000, or `max` for as fast as it goes.")
    var speed: Speed?

    @Option(help: "The seed of everything random; the same seed gives the same run.")
    var seed: UInt64 = 7

    @Option(help: "Which option chain to trade on: \(ChainKind.list).")
    var chain: ChainKind = .auto

    @Option(
        help: ArgumentHelp(
            "Signals that the simulated market emits in a market minute, 0 to 60.", valueName: "n"))
    var signalsPerMinute: Double = 6

    @Flag(inversion: .prefixedNo, help: "Let the simulation's own handlers fail now and then.")
    var chaos = true

    /// Where market data come from.
    var market: MarketKind { namedMarket ?? (replay.isEmpty ? .sim : .replay) }

    /// The recorded files; what each of them holds its columns say.
    var recorded: [String] { candles + ticks + replay }

    /// Whether recorded data are played as fast as they go.
    var isBacktest: Bool { market == .replay && speed?.pace == .unpaced }

    func validate() throws {
        guard (0...60).contains(signalsPerMinute) else {
            throw ValidationError("--signals-per-minute must be 0 to 60, got \(signalsPerMinute).")
        }
        switch market {
        case .sim:
            guard recorded.isEmpty else {
                throw ValidationError(
                    "--replay, --candles and --ticks play recorded files: that is --market replay, not sim."
                )
            }
        case .replay:
            guard !recorded.isEmpty else {
                throw ValidationError(
                    "--market replay needs at least one file: --replay FILE, --candles FILE or --ticks FILE."
                )
            }
        }
    }
}

/// Where market data come from.
enum MarketKind: String, ExpressibleByArgument, CaseIterable {
    case sim
    case replay

    /// Whether its prices are a real market's of this moment.
    var isReal: Bool {
        switch self {
        case .sim, .replay: false
        }
    }
}

/// Which option chain is traded on.
enum ChainKind: String, ExpressibleByArgument, CaseIterable {
    case auto
    case file
    case generated
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
    /// All values as a person would list them.
    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
