/// What a configuration decides about one strategy.
public struct StrategySettings: Hashable, Sendable, Codable {
    /// Whether it runs.
    public var isEnabled = true
    /// Failed bars in a row after which the strategy is left alone for a while.
    public var breakerFailures = 3
    /// How long it is left alone then, in seconds.
    public var breakerSeconds = 60.0
    /// How long it may work on one bar, in seconds.
    public var timeoutSeconds = 1.0
    /// The strategy's own numbers, by name; what is not here has its standard value.
    public var parameters: [String: Double] = [:]

    /// Makes the defaults.
    public init() {}
}
