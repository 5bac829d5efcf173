/// The strategies that ship; a new one is one file and one line here.
public enum StrategyCatalog {
    /// Every strategy, in the order in which they are listed.
    public static let all: [StrategyKind] = [
        StrategyKind("9/21 EMA crossover") { EMACrossover() },
        StrategyKind("5-EMA alert candle") { AlertCandle() },
    ]

    /// The strategy of a name.
    ///
    /// - Parameter name: The name, such as `ema_crossover`.
    /// - Returns: `nil` when there is none.
    public static func kind(named name: String) -> StrategyKind? { all.first { $0.name == name } }
}

/// A strategy that can be made for any underlying.
public struct StrategyKind: Sendable, Identifiable {
    /// The strategy's name, which its signals carry.
    public let name: String
    /// What it does, in a few words.
    public let summary: String
    /// The length of the bars that it reads, in seconds.
    public let timeframeSeconds: Int
    /// Makes an instance for one underlying.
    public let make: @Sendable () -> any Strategy

    /// The strategy's name.
    public var id: String { name }

    /// Makes the entry of a strategy.
    ///
    /// - Parameters:
    ///   - summary: What it does, in a few words.
    ///   - make: Makes an instance for one underlying.
    public init(_ summary: String, make: @escaping @Sendable () -> any Strategy) {
        let sample = make()
        name = sample.name
        timeframeSeconds = sample.timeframeSeconds
        self.summary = summary
        self.make = make
    }
}
