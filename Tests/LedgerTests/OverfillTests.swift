import Ledger
import Testing
import Trading

struct OverfillTests {
    @Test("an order that was filled beyond its quantity is kept as it is")
    func order() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let signal = SignalRecord.fresh("one")
        var order = Order.entry("one")
        _ = try await ledger.commit([.claimSignal(signal), .insertOrder(order)])
        order.filledQuantity = order.quantity + Quantity(75)
        order.status = .filled
        _ = try await ledger.commit([.updateOrder(order)])
        #expect(try await ledger.reader.orders() == [order])
    }

    @Test("a position that was sold beyond what was bought is kept as it is")
    func position() async throws {
        let ledger = try SQLiteLedger.inMemory()
        var position = Position.fresh("one")
        _ = try await ledger.commit([
            .claimSignal(SignalRecord.fresh("one")), .upsertPosition(position),
        ])
        position.boughtQuantity = Quantity(75)
        position.soldQuantity = Quantity(150)
        position.status = .unknown
        position.version += 1
        _ = try await ledger.commit([.upsertPosition(position)])
        #expect(try await ledger.reader.positions() == [position])
    }

    @Test("an older version of a position does not overwrite a newer one")
    func olderVersion() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let first = Position.fresh("one")
        var second = first
        second.stop = first.stop + Price(paise: 5)
        second.version += 1
        _ = try await ledger.commit([.claimSignal(SignalRecord.fresh("one"))])
        for position in [second, first] {
            _ = try await ledger.commit([.upsertPosition(position)])
        }
        #expect(try await ledger.reader.positions() == [second])
    }
}
