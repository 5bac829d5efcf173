import Trading

/// What is left of the sizes that quotes show: a size can be traded once, then the next quote
/// brings a new one.
struct QuotedLiquidity {
    private struct Key: Hashable {
        var instrument: InstrumentID
        var side: OrderSide
    }

    private var taken: [Key: (quotedAt: Timestamp, units: Int)] = [:]

    /// Takes units out of a quote.
    ///
    /// - Parameters:
    ///   - wanted: Units that an order wants.
    ///   - side: The order's side: a buy takes from the ask.
    ///   - quote: The quote.
    ///   - lot: Units in a lot; only whole lots are given.
    /// - Returns: The units given, 0…`wanted`; all of them where the quote shows no size.
    mutating func take(_ wanted: Int, side: OrderSide, of quote: Quote, lot: Int) -> Int {
        guard let shown = side == .buy ? quote.askUnits : quote.bidUnits else { return wanted }
        let key = Key(instrument: quote.instrument, side: side)
        var used = 0
        if let before = taken[key], before.quotedAt == quote.occurredAt { used = before.units }
        let given = min(wanted, max(0, shown - used) / lot * lot)
        taken[key] = (quote.occurredAt, used + given)
        return given
    }
}
