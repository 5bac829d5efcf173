import Synchronization
import Trading

/// A market of one underlying that moves only when a test says so.
final class StillMarket: MarketView {
    static let symbol = "NIFTY"
    static let spotID = InstrumentID(1)
    static let lot = 75

    private struct State {
        var spot = Price(paise: 25_000_00)
        var premiums: [InstrumentID: Price] = [:]
        var quoteAge = 0.0
        var spotAge = 0.0
        var units = 100_000
        var watched: [InstrumentID: Int] = [:]
    }

    private let clock: any DeskClock
    private let state = Mutex(State())
    private let contracts: [OptionContract]

    init(clock: any DeskClock) {
        self.clock = clock
        let expiry = clock.now.indiaDay.advanced(byDays: 7)
        contracts = stride(from: 24_000, through: 26_000, by: 50).flatMap { strike in
            OptionRight.allCases.map { right in
                OptionContract(
                    id: InstrumentID(UInt32(strike * 10 + (right == .call ? 1 : 2))),
                    tradingSymbol: "NIFTY\(strike)\(right.rawValue)", underlying: Self.symbol,
                    right: right, strike: Price(paise: Int64(strike) * 100), expiry: expiry,
                    lotUnits: Self.lot, tick: Price(paise: 5), isGenerated: false)
            }
        }
    }

    var underlyings: [String] { [Self.symbol] }

    func knows(_ name: String) -> Bool { name == Self.symbol }

    func spot(of name: String) -> Quote? {
        guard knows(name) else { return nil }
        let (price, age) = state.withLock { ($0.spot, max($0.quoteAge, $0.spotAge)) }
        return Quote(
            instrument: Self.spotID, underlying: name, last: price,
            occurredAt: clock.now.advanced(bySeconds: -age))
    }

    func quote(of contract: OptionContract) -> Quote? {
        let (premium, age, units) = state.withLock {
            ($0.premiums[contract.id], $0.quoteAge, $0.units)
        }
        let price = premium ?? Price(paise: 100_00)
        return Quote(
            instrument: contract.id, underlying: Self.symbol, last: price, bid: price, ask: price,
            bidUnits: units, askUnits: units, dayVolumeUnits: 1_000_000,
            openInterestUnits: 1_000_000, impliedVolatility: 0.15,
            occurredAt: clock.now.advanced(bySeconds: -age))
    }

    func chain(of name: String, on day: CalendarDay) -> [OptionContract] { contracts }

    func watch(_ contract: OptionContract) {
        state.withLock { $0.watched[contract.id, default: 0] += 1 }
    }

    func unwatch(_ contract: OptionContract) {
        state.withLock { $0.watched[contract.id, default: 0] -= 1 }
    }

    /// How many watch something.
    var watchedCount: Int { state.withLock { $0.watched.values.reduce(0, +) } }

    /// Sets a contract's premium; the next tick tells of it.
    func set(_ contract: OptionContract, premium: Price) {
        state.withLock { $0.premiums[contract.id] = premium }
    }

    /// Whether quotes show prices but nothing that could be traded.
    func empty(_ isEmpty: Bool) {
        state.withLock { $0.units = isEmpty ? 0 : 100_000 }
    }

    /// How many lots quotes show on each side.
    func show(lots: Int) {
        state.withLock { $0.units = lots * Self.lot }
    }

    /// Sets the underlying's price, heard some seconds ago.
    func set(spot: Price, ageSeconds: Double = 0) {
        state.withLock { ($0.spot, $0.spotAge) = (spot, ageSeconds) }
    }

    /// Makes all quotes this old.
    func age(bySeconds seconds: Double) {
        state.withLock { $0.quoteAge = seconds }
    }
}
