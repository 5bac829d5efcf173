/// A rule that turns the bars of one underlying into signals.
///
/// The engine keeps one instance for each underlying and gives it every bar once, in order. A strategy is
/// a value: the same bars always give the same signals, with the same ids, and a bar on which it failed has
/// left no trace in it.
public protocol Strategy: Sendable {
    /// The strategy's name, such as `ema_crossover`.
    var name: String { get }

    /// The length of the bars that it reads, in seconds.
    var timeframeSeconds: Int { get }

    /// Takes a completed bar.
    ///
    /// - Parameter candle: The next bar of the underlying.
    /// - Returns: The signals that it gives, usually none.
    /// - Throws: Any error; the bar counts as failed, and so does the strategy when it fails again and again.
    mutating func onCandle(_ candle: Candle) throws -> [Signal]
}

extension Strategy {
    /// Makes a signal that is dated at the bar's close.
    ///
    /// - Parameters:
    ///   - action: The direction.
    ///   - candle: The bar that gives it.
    ///   - entry: The price of entry.
    ///   - stop: The price at which the idea is wrong.
    ///   - target: The price at which the idea has paid.
    ///   - strength: How clear it is, 0…1.
    /// - Returns: A signal whose id is made of the strategy, the symbol and the bar's close.
    func signal(
        _ action: SignalAction, on candle: Candle, entry: Price, stop: Price, target: Price,
        strength: Double
    ) -> Signal {
        let closesAt = candle.closesAt
        let clock = closesAt.indiaClock.filter { $0 != ":" }
        return Signal(
            id: "\(name)-\(candle.symbol)-\(closesAt.indiaDay)T\(clock)", symbol: candle.symbol,
            strategy: name, action: action, entryPrice: entry.rupees, stopLoss: stop.rupees,
            target: target.rupees, strength: strength,
            expectedMovePercent: abs(target.rupees - entry.rupees) / entry.rupees * 100,
            timeframe: "\(timeframeSeconds / 60)m", emittedAt: closesAt, origin: .strategy)
    }
}
