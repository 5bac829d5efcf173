import Configuration
import Foundation
import Market
import Trading

extension DeskOptions {
    /// Reads the configuration file: the one that was named, or the user's own when there is one.
    func configuration() throws -> ProgramConfiguration {
        try ConfigurationFile(named: config).read()
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
        rules.calendar = try calendar(configuration)
        if let capital { rules.capital = Money(rupees: capital) }
        return rules
    }

    /// The sessions: those of the configuration's calendar, else of the user's own file, else the shipped ones.
    func calendar(_ configuration: ProgramConfiguration) throws -> SessionCalendar {
        let chosen = configuration.rules.calendar
        guard chosen == .builtIn, FileManager.default.fileExists(atPath: Self.calendarPath) else {
            return chosen
        }
        return try CalendarFile.load(path: Self.calendarPath)
    }

    /// Where the user's own calendar is looked for.
    static var calendarPath: String { StateDirectory.configuration + "/calendar.txt" }

    /// The strategies that run: those that were named, else those that the configuration leaves on.
    func strategyPlans(_ configuration: ProgramConfiguration) throws -> [StrategyPlan] {
        let known = StrategyCatalog.all.map(\.name)
        let named = try strategies.map { list -> [String] in
            if list == "none" { return [] }
            let names = list.split(separator: ",", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            for name in names where !known.contains(name) {
                throw ProgramFailure(
                    "--strategies \(name): no such strategy; there are \(known.joined(separator: ", "))"
                )
            }
            return names
        }
        return try StrategyCatalog.all.filter {
            named?.contains($0.name) ?? configuration.strategy($0.name).isEnabled
        }.map { kind in
            // The configuration was checked when it was read.
            try StrategyPlan(kind, settings: configuration.strategy(kind.name))
        }
    }

    /// The ledger's file, or `nil` for one in memory.
    func ledgerPath(for market: MarketOptions) -> String? {
        if ledger == "memory" { return nil }
        if let ledger { return ledger }
        if market.isBacktest { return BacktestLedger.path }
        // What was recorded in a dry run is no part of what was traded.
        let suffix = broker == .paper ? "" : "-\(broker.rawValue)"
        return "\(StateDirectory.state)/\(market.market.rawValue)\(suffix).sqlite"
    }

    /// How the paper broker plays the venue.
    func paperSettings(
        _ market: MarketOptions, _ paper: PaperPreferences, _ limits: DeskLimits
    ) -> PaperBroker.Settings {
        var rates = FaultRates(
            reject: paper.rejectRate, timeout: paper.timeoutRate,
            duplicateFill: paper.duplicateFillRate, lateFill: paper.lateFillRate,
            disconnect: paper.disconnectRate)
        for fault in faults { fault.apply(to: &rates) }
        return PaperBroker.Settings(
            slippageTicks: paper.slippageTicks, latencySeconds: paper.latencySeconds,
            faults: rates, seed: market.seed, staleQuoteSeconds: limits.staleQuoteSeconds)
    }

    /// The switches of live trading as they stand.
    func liveTrading(_ preferences: LivePreferences) -> LiveTrading {
        LiveTrading(
            isAskedFor: broker == .live, isEnabled: preferences.isEnabled,
            adapter: preferences.adapter)
    }
}
