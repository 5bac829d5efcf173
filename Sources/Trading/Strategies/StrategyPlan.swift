/// A strategy that is to run: the value every underlying begins with, and how far it is trusted.
public struct StrategyPlan: Sendable {
    /// The strategy before its first bar; a copy of it is a strategy of its own.
    public let prototype: any Strategy
    /// How it is run.
    public let settings: StrategySettings

    /// The strategy's name.
    public var name: String { prototype.name }

    /// Makes a plan.
    ///
    /// - Parameters:
    ///   - prototype: The strategy before its first bar.
    ///   - settings: How it is run; its parameters are in the prototype already.
    public init(_ prototype: any Strategy, settings: StrategySettings = StrategySettings()) {
        self.prototype = prototype
        self.settings = settings
    }

    /// Makes the plan of a strategy of the catalogue.
    ///
    /// - Parameters:
    ///   - kind: The strategy.
    ///   - settings: How it is made and run.
    /// - Throws: `StrategyParameterError` when its numbers will not do.
    public init(
        _ kind: StrategyKind, settings: StrategySettings = StrategySettings()
    ) throws(StrategyParameterError) {
        self.init(try kind.make(settings.parameters), settings: settings)
    }
}
