extension Quote {
    /// What a buyer pays now: the ask, else the last price.
    public var entryPremium: Price { ask ?? last }

    /// The distance from bid to ask in percent of what a buyer pays; `nil` where either is unknown.
    public var spreadPercent: Double? {
        guard let bid, let ask, ask > .zero else { return nil }
        return Double(ask.paise - bid.paise) / Double(ask.paise) * 100
    }

    /// How old the quote is.
    ///
    /// - Parameter now: The desk's time.
    /// - Returns: Seconds; negative when the venue's clock runs ahead.
    public func ageSeconds(at now: Timestamp) -> Double { now.seconds(since: occurredAt) }
}
