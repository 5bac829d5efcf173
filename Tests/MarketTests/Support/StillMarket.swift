import Synchronization
import Trading

/// A market whose quotes are what the test set last.
final class StillMarket: MarketView {
    private let quotes = Mutex<[InstrumentID: Quote]>([:])

    let underlyings: [String] = ["NIFTY"]

    func set(_ quote: Quote) {
        quotes.withLock { $0[quote.instrument] = quote }
    }

    func spot(of name: String) -> Quote? { nil }
    func quote(of contract: OptionContract) -> Quote? { quotes.withLock { $0[contract.id] } }
    func chain(of name: String, on day: CalendarDay) -> [OptionContract] { [] }
    func knows(_ name: String) -> Bool { name == "NIFTY" }
    func watch(_ contract: OptionContract) {}
    func unwatch(_ contract: OptionContract) {}
}
