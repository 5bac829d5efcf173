import Foundation
import Ledger
import Trading

/// A folder that goes when the test goes.
final class TemporaryFolder: Sendable {
    let path = NSTemporaryDirectory() + "ledger-tests-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String = "ledger.db") -> String { "\(path)/\(name)" }
}

/// Where a ledger under test lives: what holds for a file must hold in memory.
enum Medium: CaseIterable {
    case file
    case memory

    func withLedger(_ body: (SQLiteLedger) async throws -> Void) async throws {
        switch self {
        case .memory:
            let ledger = try SQLiteLedger.inMemory()
            try await body(ledger)
            try await ledger.close()
        case .file:
            let folder = try TemporaryFolder()
            let ledger = try SQLiteLedger.open(at: folder.file())
            try await body(ledger)
            try await ledger.close()
        }
    }
}

extension CalendarDay {
    /// Wednesday, 8 October 2025.
    static let october8 = CalendarDay(daysSinceEpoch: 20_369)
}

extension Timestamp {
    /// An instant of that Wednesday in India.
    static func october8(_ hour: Int, _ minute: Int = 0) -> Timestamp {
        Timestamp(india: .october8, secondsIntoDay: hour * 3600 + minute * 60)
    }
}

extension OptionContract {
    static let nifty25000Call = OptionContract(
        id: InstrumentID(12_345), tradingSymbol: "NIFTY25OCT25000CE", underlying: "NIFTY",
        right: .call, strike: Price(paise: 2_500_000), expiry: CalendarDay(daysSinceEpoch: 20_389),
        lotUnits: 75, tick: Price(paise: 5), isGenerated: false)
}

extension SignalRecord {
    static func fresh(
        _ id: String, symbol: String = "NIFTY", status: SignalStatus = .new,
        at time: Timestamp = .october8(10)
    ) -> SignalRecord {
        SignalRecord(
            signal: Signal(
                id: id, symbol: symbol, strategy: "ema", action: .buy, entryPrice: 25_000,
                stopLoss: 24_900, target: 25_200, emittedAt: time, origin: .file),
            status: status, contract: .nifty25000Call, receivedAt: time, updatedAt: time)
    }
}

extension Order {
    static func entry(
        _ signalID: String, lots: Int = 1, at time: Timestamp = .october8(10)
    ) -> Order {
        Order(
            id: .entry(signalID: signalID), signalID: signalID,
            positionID: .of(signalID: signalID), purpose: .entry, contract: .nifty25000Call,
            side: .buy, quantity: Quantity(75 * lots), type: .market, venue: .paper,
            createdAt: time)
    }

    static func exit(
        _ signalID: String, at time: Timestamp = .october8(11)
    ) -> Order {
        Order(
            id: .exit(position: .of(signalID: signalID), reason: .target, ordinal: 0),
            signalID: signalID, positionID: .of(signalID: signalID), purpose: .exit(.target),
            contract: .nifty25000Call, side: .sell, quantity: Quantity(75), type: .market,
            venue: .paper, createdAt: time)
    }

    /// The order with all of it filled at a price.
    func filled(at price: Price, id: String) -> (order: Order, fill: Fill) {
        var order = self
        order.status = .filled
        order.filledQuantity = quantity
        order.filledValue = price * quantity
        let fill = Fill(
            id: id, orderID: self.id, positionID: positionID, instrument: contract.id, side: side,
            quantity: quantity, price: price, charges: Money(paise: 25_00), occurredAt: createdAt)
        return (order, fill)
    }
}

extension Position {
    static func fresh(_ signalID: String, at time: Timestamp = .october8(10)) -> Position {
        Position(
            id: .of(signalID: signalID), signalID: signalID, strategy: "ema", action: .buy,
            contract: .nifty25000Call, stop: Price(paise: 65_00), target: Price(paise: 160_00),
            secondTarget: nil, mode: .balanced, thesisStop: Price(paise: 24_900_00),
            thesisTarget: Price(paise: 25_200_00), openedAt: time)
    }

    /// The position with a fill applied.
    func applying(_ fill: Fill) -> Position {
        var position = self
        position.charges += fill.charges
        switch fill.side {
        case .buy:
            position.boughtQuantity += fill.quantity
            position.boughtValue += fill.price * fill.quantity
            position.status = .open
        case .sell:
            position.soldQuantity += fill.quantity
            position.soldValue += fill.price * fill.quantity
            position.status = .closed
            position.closedAt = fill.occurredAt
        }
        return position
    }
}

/// A whole trade as the units in which a desk commits it.
struct SampleTrade {
    let units: [[LedgerChange]]
    let signal: SignalRecord
    let orders: [Order]
    let fills: [Fill]
    let position: Position

    init(_ id: String, bought: Price = Price(paise: 100_00), sold: Price = Price(paise: 150_00)) {
        let entry = Order.entry(id).filled(at: bought, id: "T-\(id)-1")
        let exit = Order.exit(id).filled(at: sold, id: "T-\(id)-2")
        let open = Position.fresh(id).applying(entry.fill)
        signal = SignalRecord.fresh(id, status: .completed)
        orders = [entry.order, exit.order]
        fills = [entry.fill, exit.fill]
        position = open.applying(exit.fill)
        units = [
            [.claimSignal(.fresh(id)), .insertOrder(.entry(id)), .upsertPosition(.fresh(id))],
            [.updateOrder(entry.order), .insertFill(entry.fill), .upsertPosition(open)],
            [.insertOrder(.exit(id))],
            [
                .updateOrder(exit.order), .insertFill(exit.fill), .upsertPosition(position),
                .updateSignal(signal),
            ],
        ]
    }

    func commit(to ledger: SQLiteLedger) async throws {
        for unit in units {
            _ = try await ledger.commit(unit)
        }
    }
}
