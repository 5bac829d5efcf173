extension ExitOrderIntent {
    /// How the exit's order is priced.
    ///
    /// The first order under a rule is a limit with protection: it may sell at the bid less
    /// `exitProtectionTicks` or `exitProtectionPercent`, whichever is further away, brought down to the
    /// tick. It fills at once in any normal market, and not at all into an empty book. What it does not
    /// fill within `exitPatienceSeconds` is cancelled and goes to the market, as every later order under
    /// that rule does. Without a fresh bid there is nothing to measure the protection from: to the market.
    ///
    /// - Parameters:
    ///   - contract: The contract that is sold.
    ///   - quote: The newest quote of it.
    ///   - limits: The protection, and the age at which a quote decides nothing.
    ///   - now: The desk's time.
    /// - Returns: A limit of at least one tick, or the market.
    public func orderType(
        selling contract: OptionContract, quote: Quote?, limits: DeskLimits, now: Timestamp
    ) -> OrderType {
        guard ordinal == 0, let quote, let bid = quote.bid, bid > .zero,
            quote.ageSeconds(at: now) <= limits.staleQuoteSeconds
        else { return .market }
        let tick = max(contract.tick, Price(paise: 1))
        let protection = max(
            Price(paise: tick.paise * Int64(limits.exitProtectionTicks)),
            bid.scaled(by: limits.exitProtectionPercent / 100))
        return .limit(max((bid - protection).rounded(toTick: tick, .down), tick))
    }
}
