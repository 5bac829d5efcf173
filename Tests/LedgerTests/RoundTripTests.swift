import Ledger
import Testing
import Trading

struct RoundTripTests {
    @Test("everything comes back as it was", arguments: Medium.allCases, [1, 2, 3] as [UInt64])
    func roundTrip(_ medium: Medium, _ seed: UInt64) async throws {
        try await medium.withLedger { (ledger) async throws in
            var desk = RandomDesk(seed: seed)
            for _ in 0..<60 {
                let signal = desk.signalRecord()
                let order = desk.order(of: signal)
                let fill = desk.fill(of: order)
                let position = desk.position(of: signal)
                let letter = desk.deadLetter()
                let event = desk.event()
                let unit: [LedgerChange] = [
                    .claimSignal(signal), .insertOrder(order), .insertFill(fill),
                    .upsertPosition(position), .upsertDeadLetter(letter), .appendJournal([event]),
                ]
                #expect(try await ledger.commit(unit) == .committed)

                #expect(try await ledger.signal(signal.id) == signal)
                #expect(try await ledger.reader.orders(signalID: signal.id) == [order])
                #expect(try await ledger.reader.fills(of: fill.positionID) == [fill])
                #expect(
                    try await ledger.reader.positions(limit: .max).first { $0.id == position.id }
                        == position)
                #expect(try await ledger.deadLetters([letter.id]) == [letter])
                #expect(
                    try await ledger.reader.journal(after: event.sequence - 1, limit: 1) == [event])
            }
        }
    }

    @Test("a trade id belongs to its order: once there, and again under another")
    func tradeIDs() async throws {
        let ledger = try SQLiteLedger.inMemory()
        var desk = RandomDesk(seed: 6)
        let signal = desk.signalRecord()
        var orders = [desk.order(of: signal), desk.order(of: signal)]
        orders[1].id = OrderID("X-other")
        var fills = orders.map { desk.fill(of: $0) }
        for place in fills.indices { fills[place].id = "7" }
        let unit =
            [.claimSignal(signal)] + orders.map { LedgerChange.insertOrder($0) }
            + (fills + fills).map { LedgerChange.insertFill($0) }
        #expect(try await ledger.commit(unit) == .committed)
        let stored = try await ledger.reader.fills(limit: 10)
        #expect(stored.count == 2)
        #expect(Set(stored) == Set(fills))
    }

    @Test("rewritten records come back as rewritten", arguments: [4, 5] as [UInt64])
    func rewritten(_ seed: UInt64) async throws {
        let ledger = try SQLiteLedger.inMemory()
        var desk = RandomDesk(seed: seed)
        for _ in 0..<60 {
            let signal = desk.signalRecord()
            var before = desk.position(of: signal)
            before.version = 0
            _ = try await ledger.commit([
                .claimSignal(signal), .insertOrder(desk.order(of: signal)),
                .upsertPosition(before),
            ])
            var progress = desk.signalRecord()
            progress.signal = signal.signal
            progress.receivedAt = signal.receivedAt
            // How a contract was looked for is said once.
            progress.choice = signal.choice
            let order = desk.order(of: signal)
            var position = desk.position(of: signal)
            position.version >>= 1
            _ = try await ledger.commit([
                .updateSignal(progress), .updateOrder(order), .upsertPosition(position),
            ])
            #expect(try await ledger.signal(signal.id) == progress)
            #expect(try await ledger.reader.orders(signalID: signal.id) == [order])
            #expect(try await ledger.reader.positions(limit: .max).contains(position))
        }
        try await ledger.close()
    }

    @Test("every kind of event comes back as it was")
    func everyPayload() async throws {
        let ledger = try SQLiteLedger.inMemory()
        var desk = RandomDesk(seed: 6)
        var events: [EventRecord] = []
        for payload in desk.everyPayload() {
            events.append(desk.event(payload))
        }
        _ = try await ledger.commit([.appendJournal(events)])
        #expect(try await ledger.reader.journal() == events)
        #expect(Set(events.map(\.topic)).count == DeskTopic.allCases.count)
        try await ledger.close()
    }

    @Test("a price that is no number stays no number")
    func notANumber() async throws {
        let ledger = try SQLiteLedger.inMemory()
        var record = SignalRecord.fresh("nan")
        record.signal.entryPrice = .nan
        record.signal.stopLoss = .infinity
        _ = try await ledger.commit([.claimSignal(record)])
        let back = try #require(try await ledger.signal("nan"))
        #expect(back.signal.entryPrice.isNaN)
        #expect(back.signal.stopLoss == .infinity)
        try await ledger.close()
    }
}
