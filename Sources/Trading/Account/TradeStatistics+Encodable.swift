extension TradeStatistics: Encodable {
    private enum Key: String, CodingKey {
        case trades, wins, losses, winRate, netPaise, beforeChargesPaise, chargesPaise
        case averageWinPaise, averageLossPaise, profitFactor, expectancyPaise, bookedDrawdownPaise
    }

    /// Writes the counts, the sums and what follows from them; what has no value is left out.
    ///
    /// A profit factor without losses is infinite, which JSON cannot say, so it is left out too.
    ///
    /// - Parameter encoder: Takes the figures.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(trades, forKey: .trades)
        try container.encode(wins, forKey: .wins)
        try container.encode(losses, forKey: .losses)
        try container.encodeIfPresent(winRate, forKey: .winRate)
        try container.encode(net.paise, forKey: .netPaise)
        try container.encode(beforeCharges.paise, forKey: .beforeChargesPaise)
        try container.encode(charges.paise, forKey: .chargesPaise)
        try container.encodeIfPresent(averageWin?.paise, forKey: .averageWinPaise)
        try container.encodeIfPresent(averageLoss?.paise, forKey: .averageLossPaise)
        try container.encodeIfPresent(
            profitFactor.flatMap { $0.isFinite ? $0 : nil }, forKey: .profitFactor)
        try container.encodeIfPresent(expectancy?.paise, forKey: .expectancyPaise)
        try container.encode(bookedDrawdown.paise, forKey: .bookedDrawdownPaise)
    }
}
