import ArgumentParser
import Trading

/// How the desk trades, and where it keeps its ledger.
struct DeskOptions: ParsableArguments {
    @Option(help: "The risk mode of new entries, such as BALANCED; replaces the configuration's.")
    var mode: String?

    @Option(help: "Who takes the orders: \(BrokerKind.list).")
    var broker: BrokerKind = .paper

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
}
