import ArgumentParser
import Market
import Trading

/// How the desk trades, and where it keeps its ledger.
struct DeskOptions: ParsableArguments {
    @Option(help: "The risk mode of new entries, such as BALANCED; replaces the configuration's.")
    var mode: String?

    @Option(
        help: ArgumentHelp(
            "The strategies that run, with commas between: \(StrategyCatalog.all.map(\.name).joined(separator: ", ")); or `none`. Replaces the configuration's.",
            valueName: "names"))
    var strategies: String?

    @Option(
        help:
            "Who takes the orders: \(BrokerKind.list). `logging` is a dry run; `live` also needs [live] in the configuration."
    )
    var broker: BrokerKind = .paper

    @Option(
        name: .customLong("fault"), parsing: .upToNextOption,
        help: ArgumentHelp(
            "How often the paper venue misbehaves, as shares of 1: \(FaultOption.Fault.list). The same seed gives the same faults.",
            valueName: "name=share"))
    var faults: [FaultOption] = []

    @Option(
        help: ArgumentHelp(
            "The ledger's file, or `memory` to keep nothing. Default: under the XDG state directory, one for each market.",
            valueName: "file"))
    var ledger: String?

    @Option(
        help: ArgumentHelp(
            "The configuration file. Default: alphastocks/config.toml under the XDG configuration directory.",
            valueName: "file"))
    var config: String?

    @Option(help: "The capital of a new ledger in rupees; replaces the configuration's.")
    var capital: Int64?

    func validate() throws {
        var rates = FaultRates.none
        for fault in faults { fault.apply(to: &rates) }
        guard faults.isEmpty || broker == .paper else {
            throw ValidationError("--fault belongs to --broker paper.")
        }
        guard rates.reject + rates.timeout + rates.disconnect <= 1 else {
            throw ValidationError(
                "--fault: reject, timeout and disconnect are shares of all orders and add up to 1 at most."
            )
        }
        if let capital, !(1...1_000_000_000_000).contains(capital) {
            throw ValidationError(
                "--capital must be between 1 and 1000000000000 rupees, got \(capital).")
        }
    }
}

/// Who takes the orders.
enum BrokerKind: String, ExpressibleByArgument, CaseIterable {
    case paper
    case logging
    case live
}
