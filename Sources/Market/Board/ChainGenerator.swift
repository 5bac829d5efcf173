import Trading

/// Makes the contracts of a day that no instrument list covers, as the exchange would have listed
/// them.
struct ChainGenerator {
    /// Expiries up to this many days ahead are generated: two monthly ones and, for NIFTY, the
    /// weeks between.
    static let daysAhead = 62
    /// Strikes reach this far to both sides of the spot.
    static let reach = 0.10

    private let expiries: ExpiryCalendar

    init(calendar: SessionCalendar) {
        expiries = ExpiryCalendar(sessions: calendar)
    }

    /// Makes a chain.
    ///
    /// Ids come from the symbols, so the same contract has the same id in every run. Should two
    /// symbols of a chain share an id, the second is left out: one strike less is better than one
    /// id for two contracts.
    ///
    /// - Parameters:
    ///   - facts: The underlying.
    ///   - spot: Its price; strikes lie around it.
    ///   - day: The trading day.
    /// - Returns: The contracts, ordered by expiry, strike and right.
    func chain(of facts: UnderlyingFacts, around spot: Price, on day: CalendarDay)
        -> [OptionContract]
    {
        let gap = facts.strikeGap.paise
        guard gap > 0, spot > .zero else { return [] }
        let lowest = spot.scaled(by: 1 - Self.reach).rounded(toTick: facts.strikeGap, .up)
        let highest = spot.scaled(by: 1 + Self.reach)
        var contracts: [OptionContract] = []
        var ids: Set<InstrumentID> = []
        let days = day...day.advanced(byDays: Self.daysAhead)
        for expiry in expiries.expiries(of: facts.name, in: days) {
            let isMonthly = expiries.isMonthly(expiry)
            for paise in stride(from: max(lowest.paise, gap), through: highest.paise, by: Int(gap))
            {
                for right in OptionRight.allCases {
                    let strike = Price(paise: paise)
                    let symbol = ContractSymbol.text(
                        underlying: facts.name, expiry: expiry, strike: strike, right: right,
                        isMonthly: isMonthly)
                    guard ids.insert(.generated(symbol)).inserted else { continue }
                    contracts.append(
                        OptionContract(
                            id: .generated(symbol), tradingSymbol: symbol, underlying: facts.name,
                            right: right, strike: strike, expiry: expiry, lotUnits: facts.lotUnits,
                            tick: facts.optionTick, isGenerated: true))
                }
            }
        }
        return contracts
    }
}
