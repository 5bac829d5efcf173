/// How an option's price answers to the world, for one unit.
public struct Greeks: Hashable, Sendable, Codable {
    /// Change of the price for one rupee of the underlying.
    public var delta: Double
    /// Change of delta for one rupee of the underlying.
    public var gamma: Double
    /// Change of the price in rupees over one calendar day.
    public var thetaPerDay: Double
    /// Change of the price in rupees for one point (0.01) of volatility.
    public var vegaPerPoint: Double
    /// Change of the price in rupees for one point (0.01) of interest.
    public var rhoPerPoint: Double
    /// The volatility that they were computed with, 0.15 for 15 %.
    public var volatility: Double

    /// Makes the greeks.
    ///
    /// - Parameters:
    ///   - delta: Change of the price for one rupee of the underlying.
    ///   - gamma: Change of delta for one rupee of the underlying.
    ///   - thetaPerDay: Change of the price in rupees over one calendar day.
    ///   - vegaPerPoint: Change of the price in rupees for one point of volatility.
    ///   - rhoPerPoint: Change of the price in rupees for one point of interest.
    ///   - volatility: The volatility that they were computed with.
    public init(
        delta: Double, gamma: Double, thetaPerDay: Double, vegaPerPoint: Double,
        rhoPerPoint: Double,
        volatility: Double
    ) {
        self.delta = delta
        self.gamma = gamma
        self.thetaPerDay = thetaPerDay
        self.vegaPerPoint = vegaPerPoint
        self.rhoPerPoint = rhoPerPoint
        self.volatility = volatility
    }
}
