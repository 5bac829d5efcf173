/// Buys when the 9-bar average crosses above the 21-bar average, sells when it crosses below.
///
/// The stop lies 1 % from the entry and the target 2 %, so the expected move is 2 %. No signal
/// comes before the slow average has seen as many bars as its period: until then it is mostly its seed.
/// The strength is 0.6, plus up to 0.4 for how far the averages are apart on the bar of the cross: a gap
/// of 0.10 % of the price or more counts in full.
public struct EMACrossover: Strategy, Hashable {
    /// The strategy's name.
    public let name = "ema_crossover"
    /// The length of its bars in seconds.
    public let timeframeSeconds: Int

    private let stopPercent: Double
    private let targetPercent: Double
    private var fast: MovingAverage
    private var slow: MovingAverage
    /// The side of the slow average on which the fast one last was.
    private var side: SignalAction?

    /// Makes the strategy.
    ///
    /// - Parameters:
    ///   - fastPeriod: The period of the fast average in bars.
    ///   - slowPeriod: The period of the slow average in bars, more than the fast one's.
    ///   - stopPercent: The distance of the stop in percent of the entry, below 100.
    ///   - targetPercent: The distance of the target in percent of the entry, below 100.
    ///   - timeframeSeconds: The length of its bars in seconds.
    public init(
        fastPeriod: Int = 9, slowPeriod: Int = 21, stopPercent: Double = 1,
        targetPercent: Double = 2, timeframeSeconds: Int = 900
    ) {
        precondition(
            fastPeriod < slowPeriod,
            "the fast period must be below the slow one, got \(fastPeriod) and \(slowPeriod)")
        fast = MovingAverage(period: fastPeriod)
        slow = MovingAverage(period: slowPeriod)
        self.stopPercent = stopPercent
        self.targetPercent = targetPercent
        self.timeframeSeconds = timeframeSeconds
    }

    /// Takes a completed bar.
    ///
    /// - Parameter candle: The next bar of the underlying.
    /// - Returns: One signal at most.
    public mutating func onCandle(_ candle: Candle) -> [Signal] {
        let gap = fast.add(candle.close) - slow.add(candle.close)
        guard gap != 0 else { return [] }
        let crossed: SignalAction = gap > 0 ? .buy : .sell
        defer { side = crossed }
        guard let side, side != crossed, slow.count >= slow.period, candle.close > .zero else {
            return []
        }
        let entry = candle.close
        let direction = crossed == .buy ? 1.0 : -1.0
        let gapPercent = abs(gap) / Double(entry.paise) * 100
        return [
            signal(
                crossed, on: candle, entry: entry,
                stop: entry.scaled(by: 1 - stopPercent / 100 * direction),
                target: entry.scaled(by: 1 + targetPercent / 100 * direction),
                strength: 0.6 + 0.4 * min(gapPercent / 0.10, 1))
        ]
    }
}

extension EMACrossover {
    /// The strategy as the catalogue lists it.
    public static let kind = StrategyKind(
        "ema_crossover", "9/21 EMA crossover",
        parameters: [
            StrategyParameter("fast_period", "bars of the fast average", 9, in: 2...200),
            StrategyParameter("slow_period", "bars of the slow average", 21, in: 3...500),
            StrategyParameter(
                "stop_percent", "stop, in percent of the entry", 1.0, in: 0.05...20),
            StrategyParameter(
                "target_percent", "target, in percent of the entry", 2.0, in: 0.05...50),
            .timeframeMinutes,
        ]
    ) { values throws(StrategyParameterError) in
        let fast = values.whole("fast_period")
        guard fast < values.whole("slow_period") else {
            throw StrategyParameterError("slow_period", expected: "more than fast_period, \(fast)")
        }
        return EMACrossover(
            fastPeriod: fast, slowPeriod: values.whole("slow_period"),
            stopPercent: values.number("stop_percent"),
            targetPercent: values.number("target_percent"),
            timeframeSeconds: values.timeframeSeconds)
    }
}
