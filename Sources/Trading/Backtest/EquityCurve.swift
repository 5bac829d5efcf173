/// What an account was worth over time, marked to market: its cash and what it holds at the last marks.
///
/// The deepest fall is that of every value noted. The points are as many as a file and a picture need and no
/// more: of a long run, neighbours are put together, and each keeps the lowest and the highest value in it.
public struct EquityCurve: Hashable, Sendable {
    /// One point of the curve: a stretch of time in which the account changed.
    public struct Point: Hashable, Sendable {
        /// When it ended.
        public fileprivate(set) var at: Timestamp
        /// What the account was worth then.
        public fileprivate(set) var equity: Money
        /// The lowest value in it.
        public fileprivate(set) var low: Money
        /// The highest value in it.
        public fileprivate(set) var high: Money
    }

    /// The way from a peak down to the lowest point after it.
    public struct Fall: Hashable, Sendable {
        /// How deep, as a positive amount.
        public let amount: Money
        /// How deep in percent of the peak.
        public let percent: Double
        /// When the peak was reached; `nil` when the fall began with the curve.
        public let peakAt: Timestamp?
        /// When the bottom was reached.
        public let bottomAt: Timestamp
    }

    /// The most points that are kept.
    public static let mostPoints = 4096

    /// What the account was worth at the beginning.
    public let opening: Money
    /// The points in time order.
    public private(set) var points: [Point] = []
    /// The deepest fall; the first of two that are equally deep, `nil` when the curve never fell.
    public private(set) var deepestFall: Fall?

    private var peak: Money
    private var peakAt: Timestamp?
    private var changesPerPoint = 1
    private var changesInLast = 0

    /// Begins a curve.
    ///
    /// - Parameter opening: What the account is worth before anything happens.
    public init(opening: Money) {
        self.opening = opening
        peak = opening
    }

    /// What the account was worth in the end.
    public var last: Money { points.last?.equity ?? opening }

    /// Takes the account's value; one that is the last one again adds nothing.
    ///
    /// - Parameters:
    ///   - equity: Cash and holdings.
    ///   - instant: When; not before the last one.
    /// - Complexity: O(1) on average.
    public mutating func note(_ equity: Money, at instant: Timestamp) {
        guard equity != last else { return }
        follow(equity, at: instant)
        if changesInLast < changesPerPoint, var point = points.popLast() {
            point.at = instant
            point.equity = equity
            point.low = min(point.low, equity)
            point.high = max(point.high, equity)
            points.append(point)
            changesInLast += 1
            return
        }
        if points.count == Self.mostPoints { thin() }
        points.append(Point(at: instant, equity: equity, low: equity, high: equity))
        changesInLast = 1
    }

    private mutating func follow(_ equity: Money, at instant: Timestamp) {
        if equity > peak { (peak, peakAt) = (equity, instant) }
        let amount = peak - equity
        guard amount > deepestFall?.amount ?? .zero else { return }
        // A share of nothing would be no number.
        let percent = peak > .zero ? amount.rupees / peak.rupees * 100 : 0
        deepestFall = Fall(
            amount: amount, percent: percent, peakAt: peakAt, bottomAt: instant)
    }

    /// Puts each two neighbours together.
    private mutating func thin() {
        points = stride(from: 0, to: points.count - 1, by: 2).map { index in
            var point = points[index + 1]
            point.low = min(point.low, points[index].low)
            point.high = max(point.high, points[index].high)
            return point
        }
        changesPerPoint *= 2
    }

    /// The curve at even distances of time, for a picture.
    ///
    /// - Parameters:
    ///   - count: How many values, at least 2.
    ///   - from: The first instant; before the first point the opening value stands.
    ///   - to: The last instant, later than the first.
    /// - Returns: The equity at each instant in rupees.
    public func samples(_ count: Int, from: Timestamp, to: Timestamp) -> [Double] {
        precondition(count >= 2, "a curve is drawn through at least 2 values, got \(count)")
        var values: [Double] = []
        var next = points.startIndex
        var equity = opening
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
}
