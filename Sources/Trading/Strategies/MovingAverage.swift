/// An exponential moving average: each price counts α = 2 / (n + 1), seeded with the first one.
public struct MovingAverage: Hashable, Sendable {
    /// The period n, in bars.
    public let period: Int
    /// The average in paise; `nil` before the first price.
    public private(set) var paise: Double?
    /// Prices taken so far.
    public private(set) var count = 0

    /// Makes an average.
    ///
    /// - Parameter period: The period in bars, at least 1.
    public init(period: Int) {
        precondition(period >= 1, "a moving average needs a period of at least 1, got \(period)")
        self.period = period
    }

    /// Takes a price.
    ///
    /// - Parameter price: The next price.
    /// - Returns: The new average in paise.
    @discardableResult
    public mutating func add(_ price: Price) -> Double {
        let value = Double(price.paise)
        let alpha = 2 / Double(period + 1)
        let average = paise.map { $0 + alpha * (value - $0) } ?? value
        paise = average
        count += 1
        return average
    }
}
