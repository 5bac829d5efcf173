import Configuration
import Foundation
import Market
import Trading

extension DeskOptions {
    /// Reads the configuration file: the one that was named, or the user's own when there is one.
    func configuration() throws -> ProgramConfiguration {
        try ProgramConfiguration.load(
            path: config ?? StateDirectory.configuration + "/config.toml", isRequired: config != nil
        )
    }

    /// The desk's rules: built-in, then the configuration, then the command line.
    func rules(_ configuration: ProgramConfiguration) throws -> DeskRules {
        var rules = configuration.rules
        if let mode {
            guard let known = rules.modes.first(where: { $0.name.text == mode.uppercased() }) else {
                let names = rules.modes.map(\.name.text).joined(separator: ", ")
                throw ProgramFailure("--mode \(mode): no such mode; there are \(names)")
            }
            rules.mode = known
        }
        if let capital { rules.capital = Money(rupees: capital) }
        return rules
    }

    /// The ledger's file, or `nil` for one in memory.
    func ledgerPath(for market: MarketKind) -> String? {
        if ledger == "memory" { return nil }
        return ledger ?? "\(StateDirectory.state)/\(market.rawValue).sqlite"
    }

    /// How the paper broker plays the venue.
    func paperSettings(
        _ market: MarketOptions, _ paper: PaperPreferences
    ) -> PaperBroker.Settings {
        PaperBroker.Settings(
            slippageTicks: paper.slippageTicks, latencySeconds: paper.latencySeconds,
            faults: FaultRates(
                reject: paper.rejectRate, timeout: paper.timeoutRate,
                duplicateFill: paper.duplicateFillRate, lateFill: paper.lateFillRate,
                disconnect: paper.disconnectRate),
            seed: market.seed)
    }
}
