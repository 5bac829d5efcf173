/// The strategies that ship; a new one is one file and one line here.
public enum StrategyCatalog {
    /// Every strategy, in the order in which they are listed.
    public static let all: [StrategyKind] = [
        EMACrossover.kind,
        AlertCandle.kind,
    ]

    /// The strategy of a name.
    ///
    /// - Parameter name: The name, such as `ema_crossover`.
    /// - Returns: `nil` when there is none.
    public static func kind(named name: String) -> StrategyKind? { all.first { $0.name == name } }
}
