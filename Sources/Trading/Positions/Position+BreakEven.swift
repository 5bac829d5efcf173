extension Position {
    /// The lowest price, on the tick, at which one order for all units still held brings back everything: their cost,
    /// what was lost on units sold before, all charges so far and those of that sale.
    ///
    /// - Parameters:
    ///   - table: What the sale is charged; less than what it brings.
    ///   - day: The day of the sale in India.
    /// - Returns: The price; the tick where less would do already, `nil` when no unit is held.
    /// - Complexity: O(log price), by bisection: with every tick the sale brings more than its charges grow.
    public func breakEven(by table: ChargeTable = .builtIn, on day: CalendarDay) -> Price? {
        guard remainingQuantity > .zero else { return nil }
        let tick = max(contract.tick, Price(paise: 1)).paise
        func covers(_ ticks: Int64) -> Bool {
            let price = Price(paise: ticks * tick)
            let sale = table.charges(
                .sell, price: price, quantity: remainingQuantity, isFirstOfOrder: true, on: day)
            return profit(of: remainingQuantity, at: price) + realised - charges - sale.total
                >= .zero
        }
        var (low, high) = (Int64(0), max(1, entryPrice.paise / tick))
        while !covers(high) {
            guard high < 1_000_000_000_000 / tick else { return nil }
            (low, high) = (high, high * 2)
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if covers(middle) { high = middle } else { low = middle }
        }
        return Price(paise: high * tick)
    }
}
