import LocatedTOML
public import Trading

extension ProgramConfiguration {
    /// The settings of a strategy.
    ///
    /// - Parameter name: A strategy of the catalogue.
    /// - Returns: What the file says, the defaults where it says nothing.
    public func strategy(_ name: String) -> StrategySettings {
        strategies[name] ?? StrategySettings()
    }

    /// Reads one table for each strategy of the catalogue, and nothing else.
    ///
    /// What is written as it is anyway is not kept, so that writing a default down changes nothing.
    mutating func read(strategies section: inout SectionReader) throws(ConfigurationError) {
        for kind in StrategyCatalog.all {
            var table = try section.section(kind.name)
            let settings = try settings(of: kind, from: &table)
            if settings != StrategySettings() { strategies[kind.name] = settings }
        }
        try section.finish()
    }

    private mutating func settings(
        of kind: StrategyKind, from table: inout SectionReader
    ) throws(ConfigurationError) -> StrategySettings {
        var settings = StrategySettings()
        try table.boolean("enabled", &settings.isEnabled, "whether it runs: \(kind.summary)")
        var quota = rules.limits.signalsPerSession
        try table.integer(
            "signals_per_session", &quota, in: 0...100_000,
            "how many signals it may give in a session")
        if quota != rules.limits.signalsPerSession { rules.signalsPerSession[kind.name] = quota }
        rules.signalLifeSeconds[kind.name] =
            try table.number(
                "life_seconds", in: 1...86_400, example: rules.limits.signalLifeSeconds,
                "how long its signals may be acted upon")
            ?? rules.signalLifeSeconds[kind.name]
        try table.integer(
            "breaker_failures", &settings.breakerFailures, in: 1...1000,
            "failed bars in a row after which it is left alone")
        try table.number(
            "breaker_seconds", &settings.breakerSeconds, in: 1...86_400,
            "how long it is left alone then")
        try table.number(
            "timeout_seconds", &settings.timeoutSeconds, in: 0.01...60,
            "how long it may work on one bar")
        for parameter in kind.parameters {
            var value = parameter.standard
            try table.number(parameter.name, &value, in: parameter.range, parameter.meaning)
            if value != parameter.standard { settings.parameters[parameter.name] = value }
        }
        do {
            _ = try kind.make(settings.parameters)
        } catch {
            try table.refuse(
                table.bad(
                    error.name, expected: error.expected,
                    .number(settings.parameters[error.name] ?? 0)))
        }
        try table.finish()
        return settings
    }
}
