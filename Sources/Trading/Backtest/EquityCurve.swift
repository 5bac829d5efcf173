/// What an account was worth after each trade: its capital and the net result of the trades closed so far.
public struct EquityCurve: Hashable, Sendable, Encodable {
    /// One point of the curve.
    public struct Point: Hashable, Sendable {
        /// When the trade was closed.
        public let at: Timestamp
        /// The capital and the net result of this trade and all before it.
        public let equity: Money
    }

    /// The way from a peak down to the lowest point after it.
    public struct Fall: Hashable, Sendable {
        /// How deep, as a positive amount.
        public let amount: Money
        /// How deep in percent of the peak.
        public let percent: Double
        /// When the peak was reached; `nil` when the fall began with the first trade.
        public let peakAt: Timestamp?
        /// When the bottom was reached.
        public let bottomAt: Timestamp
    }

    /// What the account began with.
    public let capital: Money
    /// The points in time order, one a trade.
    public let points: [Point]

    /// Draws the curve of some trades.
    ///
    /// - Parameters:
    ///   - capital: What the account began with.
    ///   - trades: Closed positions in the order in which they were closed.
    public init(capital: Money, trades: some Sequence<Position>) {
        self.capital = capital
        var equity = capital
        points = trades.compactMap { trade in
            guard let at = trade.closedAt else { return nil }
            equity += trade.realised - trade.charges
            return Point(at: at, equity: equity)
        }
    }

    /// The capital and the net result of all trades.
    public var last: Money { points.last?.equity ?? capital }

    /// The deepest fall; the first of two that are equally deep, `nil` when the curve never fell.
    public var deepestFall: Fall? {
        var peak = (equity: capital, at: Timestamp?.none)
        var deepest: Fall?
        for point in points {
            if point.equity > peak.equity { peak = (point.equity, point.at) }
            let amount = peak.equity - point.equity
            guard amount > deepest?.amount ?? .zero else { continue }
            deepest = Fall(
                amount: amount, percent: amount.rupees / peak.equity.rupees * 100,
                peakAt: peak.at, bottomAt: point.at)
        }
        return deepest
    }

    /// The curve at even distances of time, for a picture.
    ///
    /// - Parameters:
    ///   - count: How many values, at least 2.
    ///   - from: The first instant; before the first trade the capital stands.
    ///   - to: The last instant, later than the first.
    /// - Returns: The equity at each instant in rupees.
    public func samples(_ count: Int, from: Timestamp, to: Timestamp) -> [Double] {
        precondition(count >= 2, "a curve is drawn through at least 2 values, got \(count)")
        var values: [Double] = []
        var next = points.startIndex
        var equity = capital
        for index in 0..<count {
            let instant = from.advanced(
                bySeconds: to.seconds(since: from) * Double(index) / Double(count - 1))
            while next < points.endIndex, points[next].at <= instant {
                equity = points[next].equity
                next += 1
            }
            values.append(equity.rupees)
        }
        return values
    }

    private enum Key: String, CodingKey { case capitalPaise, points }
    private enum PointKey: String, CodingKey { case at, paise }

    /// Writes the capital and the points, amounts in paise, instants in India's time.
    ///
    /// - Parameter encoder: Takes the curve.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(capital.paise, forKey: .capitalPaise)
        var list = container.nestedUnkeyedContainer(forKey: .points)
        for point in points {
            var row = list.nestedContainer(keyedBy: PointKey.self)
            try row.encode(point.at.indiaISO8601, forKey: .at)
            try row.encode(point.equity.paise, forKey: .paise)
        }
    }
}
