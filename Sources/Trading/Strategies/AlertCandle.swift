/// Trades the break of a bar that stands clear of its 5-bar average, back towards the average.
///
/// A bar wholly above the average by 0.05 % or more arms SELL, one wholly below arms BUY. The next bar
/// arms in its place while it is clear too and does not go beyond the armed extreme. A bar that breaks
/// the armed low (for BUY: the armed high) triggers once: the entry is the break level, the stop the
/// extreme of the last 3 bars, the target 3 times the risk. A break of the other side disarms, and so
/// does the end of the session. A bar that breaks both sides disarms without a trade, because it does not
/// tell which side came first.
///
/// The strength is 0.6, plus up to 0.4 for how far the armed bar stood from the average: 0.25 % or more
/// counts in full. The expected move is the distance to the target.
public struct AlertCandle: Strategy, Hashable {
    /// The strategy's name.
    public let name = "alert_candle"
    /// The length of its bars in seconds.
    public let timeframeSeconds: Int

    private struct Alert: Hashable {
        var action: SignalAction
        var low: Price
        var high: Price
        var clearPercent: Double
    }

    private let clearPercent: Double
    private let targetRisks: Double
    private var average: MovingAverage
    private var alert: Alert?
    /// The last bars of the session, at most 3, oldest first.
    private var recent: [Candle] = []

    /// Makes the strategy.
    ///
    /// - Parameters:
    ///   - period: The period of the average in bars.
    ///   - clearPercent: How far a bar that arms stands from the average at least, in percent of it.
    ///   - targetRisks: The distance of the target in units of the risk, which is the distance of the stop.
    ///   - timeframeSeconds: The length of its bars in seconds.
    public init(
        period: Int = 5, clearPercent: Double = 0.05, targetRisks: Double = 3,
        timeframeSeconds: Int = 900
    ) {
        average = MovingAverage(period: period)
        self.clearPercent = clearPercent
        self.targetRisks = targetRisks
        self.timeframeSeconds = timeframeSeconds
    }

    /// Takes a completed bar.
    ///
    /// - Parameter candle: The next bar of the underlying.
    /// - Returns: One signal at most.
    public mutating func onCandle(_ candle: Candle) -> [Signal] {
        if let last = recent.last, last.opensAt.indiaDay != candle.opensAt.indiaDay {
            recent = []
            alert = nil
        }
        recent = recent.suffix(2) + [candle]
        let clear = clearance(of: candle, from: average.add(candle.close))
        guard let armed = alert else {
            alert = clear
            return []
        }
        let breaksLow = candle.low < armed.low
        let breaksHigh = candle.high > armed.high
        if !breaksLow, !breaksHigh {
            if let clear, clear.action == armed.action { alert = clear }
            return []
        }
        alert = nil
        return switch armed.action {
        case .sell where breaksLow && !breaksHigh: trigger(armed, on: candle)
        case .buy where breaksHigh && !breaksLow: trigger(armed, on: candle)
        default: []
        }
    }

    /// The alert that a bar gives, if it stands clear of the average.
    private func clearance(of candle: Candle, from average: Double) -> Alert? {
        guard average > 0 else { return nil }
        let above = (Double(candle.low.paise) - average) / average * 100
        let below = (average - Double(candle.high.paise)) / average * 100
        guard max(above, below) >= clearPercent else { return nil }
        return Alert(
            action: above > below ? .sell : .buy, low: candle.low, high: candle.high,
            clearPercent: max(above, below))
    }

    private func trigger(_ armed: Alert, on candle: Candle) -> [Signal] {
        let entry: Price
        let stop: Price
        switch armed.action {
        case .sell:
            entry = armed.low
            stop = recent.map(\.high).max() ?? armed.high
        case .buy:
            entry = armed.high
            stop = recent.map(\.low).min() ?? armed.low
        }
        let risk = stop.paise - entry.paise
        let distance = (Double(risk) * targetRisks).rounded(.toNearestOrEven)
        let target = Price(paise: entry.paise - Int64(distance))
        // Bars without any range carry no risk to measure by; a target below zero cannot be reached.
        guard risk != 0, target > .zero else { return [] }
        return [
            signal(
                armed.action, on: candle, entry: entry, stop: stop, target: target,
                strength: 0.6 + 0.4 * min(armed.clearPercent / 0.25, 1))
        ]
    }
}

extension AlertCandle {
    /// The strategy as the catalogue lists it.
    public static let kind = StrategyKind(
        "alert_candle", "5-EMA alert candle",
        parameters: [
            StrategyParameter("period", "bars of the average", 5, in: 2...200),
            StrategyParameter(
                "clear_percent", "distance of an arming bar, in percent of the average", 0.05,
                in: 0...5),
            StrategyParameter(
                "target_risks", "target, in units of the stop's distance", 3.0, in: 0.5...20),
            .timeframeMinutes,
        ]
    ) { values throws(StrategyParameterError) in
        AlertCandle(
            period: values.whole("period"), clearPercent: values.number("clear_percent"),
            targetRisks: values.number("target_risks"), timeframeSeconds: values.timeframeSeconds)
    }
}
