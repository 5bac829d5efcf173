import Market
import Synchronization
import Trading

extension OptionContract {
    /// A NIFTY call of the list of 8 October 2025: lot 75, tick ₹0.05.
    static let niftyCall = OptionContract(
        id: InstrumentID(10_925_826), tradingSymbol: "NIFTY25O1425100CE", underlying: "NIFTY",
        right: .call, strike: Price(paise: 25_100_00),
        expiry: CalendarDay(daysSinceEpoch: 20_375), lotUnits: 75, tick: Price(paise: 5),
        isGenerated: false)
}

extension Quote {
    /// A quote of `niftyCall` in paise.
    static func call(
        bid: Int64 = 99_95, ask: Int64 = 100_05, lots: Int = 100,
        at time: Timestamp = .wednesday(10)
    ) -> Quote {
        Quote(
            instrument: OptionContract.niftyCall.id, underlying: "NIFTY",
            last: Price(paise: (bid + ask) / 2), bid: Price(paise: bid), ask: Price(paise: ask),
            bidUnits: lots * 75, askUnits: lots * 75, occurredAt: time)
    }

    static func spot(_ name: String, rupees: Double, at time: Timestamp = .wednesday(10)) -> Quote {
        Quote(
            instrument: .underlying(name), underlying: name,
            last: Price(paise: Int64(rupees * 100)), occurredAt: time)
    }
}

extension Order {
    static func make(
        _ id: String, side: OrderSide = .buy, lots: Int = 1, type: OrderType = .market,
        contract: OptionContract = .niftyCall
    ) -> Order {
        Order(
            id: OrderID(id), signalID: "S-\(id)", positionID: PositionID("P-\(id)"),
            purpose: side == .buy ? .entry : .exit(.target), contract: contract, side: side,
            quantity: Quantity(lots * contract.lotUnits), type: type, venue: .paper,
            createdAt: .wednesday(10))
    }
}

/// Everything that a broker reported, in order.
final class Reports: Sendable {
    private let stored = Mutex<[OrderReport]>([])

    func take(_ report: OrderReport) { stored.withLock { $0.append(report) } }

    var all: [OrderReport] { stored.withLock { $0 } }
    var kinds: [OrderReportKind] { all.map(\.kind) }

    /// Units filled for an order, counting each trade id once.
    func filledUnits(_ id: OrderID) -> Int {
        var seen: Set<String> = []
        return all.filter { $0.orderID == id }.reduce(0) { sum, report in
            guard case .filled(let tradeID, let quantity, _, _) = report.kind,
                seen.insert(tradeID).inserted
            else { return sum }
            return sum + quantity.units
        }
    }
}
