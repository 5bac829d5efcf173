import Trading

/// Turns a bar into a path of prices that could have made it.
///
/// A bar says where the price was four times, not when. The path starts at the open and ends at the
/// close, touches high and low, and never leaves them. A rising bar mostly visits its low first and
/// a falling one its high, because that is the shorter way; a fifth of them go the other way round.
enum BarPath {
    /// Draws a path.
    ///
    /// - Parameters:
    ///   - candle: A bar whose low…high holds its open and close.
    ///   - count: How many prices; at least 4 are made.
    ///   - tick: The price step of the underlying.
    ///   - random: The source of randomness.
    /// - Returns: The prices in time order.
    static func prices(
        of candle: Candle, count: Int, tick: Price, random: inout SeededGenerator
    ) -> [Price] {
        let last = max(4, count) - 1
        let isUsual = random.nextUnit() < 0.8
        let lowFirst = (candle.close >= candle.open) == isUsual
        // The two extremes are at two different places strictly inside the path.
        let first = 1 + Int(random.nextUnit() * Double(last - 2))
        let second = first + 1 + Int(random.nextUnit() * Double(last - 1 - first))
        let waypoints = [
            (0, candle.open), (first, lowFirst ? candle.low : candle.high),
            (second, lowFirst ? candle.high : candle.low), (last, candle.close),
        ]
        var prices = [candle.open]
        for (from, to) in zip(waypoints, waypoints.dropFirst()) {
            let span = Double(to.0 - from.0)
            let distance = Double(to.1.paise - from.1.paise)
            let wobble = Double(candle.high.paise - candle.low.paise) * 0.06
            for index in (from.0 + 1)..<to.0 {
                let straight = Double(from.1.paise) + distance * Double(index - from.0) / span
                let paise = Int64(straight + (random.nextUnit() - 0.5) * 2 * wobble)
                let price = Price(paise: paise).rounded(toTick: tick, .down)
                prices.append(min(max(price, candle.low), candle.high))
            }
            prices.append(to.1)
        }
        return prices
    }
}
