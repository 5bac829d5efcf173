/// A strategy's wish to trade: the underlying, the direction and the levels that make or break it.
///
/// Prices are the underlying's. A signal as it comes from a file or a form is not yet trusted: every rule of
/// `SignalValidator` may refuse it, so the fields hold what was said, not what is right.
public struct Signal: Hashable, Sendable, Codable, Identifiable {
    /// The signal's own id, 1…64 characters; it follows the trade through its whole life.
    public var id: String
    /// The underlying as the source spells it.
    public var symbol: String
    /// The strategy that emitted it.
    public var strategy: String
    /// The expected direction.
    public var action: SignalAction
    /// The underlying's price at which the idea is entered, in rupees.
    public var entryPrice: Double
    /// The underlying's price at which the idea is wrong, in rupees.
    public var stopLoss: Double
    /// The underlying's price at which the idea has paid, in rupees.
    public var target: Double
    /// How sure the source is, 0…1; `nil` where it does not say.
    public var strength: Double?
    /// The expected move in percent of the entry; `nil` means |target − entry| / entry × 100.
    public var expectedMovePercent: Double?
    /// The bar length the idea is built on, such as `15m`.
    public var timeframe: String?
    /// When it was emitted.
    public var emittedAt: Timestamp
    /// Where it came from: a strategy, a file, the operator, or the simulation.
    public var origin: SignalOrigin
    /// Whatever else the source said.
    public var metadata: [String: String]

    /// Makes a signal.
    ///
    /// - Parameters:
    ///   - id: The signal's own id.
    ///   - symbol: The underlying as the source spells it.
    ///   - strategy: The strategy that emitted it.
    ///   - action: The expected direction.
    ///   - entryPrice: The underlying's entry price in rupees.
    ///   - stopLoss: The underlying's stop in rupees.
    ///   - target: The underlying's target in rupees.
    ///   - strength: How sure the source is, 0…1, if it says.
    ///   - expectedMovePercent: The expected move in percent, if the source says.
    ///   - timeframe: The bar length, if the source says.
    ///   - emittedAt: When it was emitted.
    ///   - origin: Where it came from.
    ///   - metadata: Whatever else the source said.
    public init(
        id: String, symbol: String, strategy: String, action: SignalAction,
        entryPrice: Double, stopLoss: Double, target: Double,
        strength: Double? = nil, expectedMovePercent: Double? = nil, timeframe: String? = nil,
        emittedAt: Timestamp, origin: SignalOrigin, metadata: [String: String] = [:]
    ) {
        self.id = id
        self.symbol = symbol
        self.strategy = strategy
        self.action = action
        self.entryPrice = entryPrice
        self.stopLoss = stopLoss
        self.target = target
        self.strength = strength
        self.expectedMovePercent = expectedMovePercent
        self.timeframe = timeframe
        self.emittedAt = emittedAt
        self.origin = origin
        self.metadata = metadata
    }
}

/// Where a signal came from.
public enum SignalOrigin: String, Sendable, Codable, CaseIterable {
    case strategy
    case file
    case `operator`
    case simulation
}
