import Ledger
import Testing
import Trading

struct ReaderTests {
    @Test("lists are narrowed by status, symbol and day, newest first", arguments: Medium.allCases)
    func lists(_ medium: Medium) async throws {
        try await medium.withLedger { (ledger) async throws in
            let tomorrow = Timestamp.october8(24)
            let first = SignalRecord.fresh("a", at: .october8(10))
            let second = SignalRecord.fresh(
                "b", symbol: "INFY", status: .rejected, at: .october8(11))
            let third = SignalRecord.fresh("c", at: tomorrow)
            _ = try await ledger.commit([first, second, third].map(LedgerChange.claimSignal))
            let reader = ledger.reader

            #expect(try await reader.signals() == [third, second, first])
            #expect(try await reader.signals(limit: 1) == [third])
            #expect(try await reader.signals(limit: -1).isEmpty)
            #expect(try await reader.signals(statuses: [.rejected, .expired]) == [second])
            #expect(try await reader.signals(symbol: "NIFTY", on: .october8) == [first])
            #expect(try await reader.signals(symbol: "NIFTY'; DROP TABLE signals; --").isEmpty)
        }
    }

    @Test("however many signals and letters a day has brought, they come back in their order")
    func memoryInOrder() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let signals = (0..<150).map {
            SignalRecord.fresh("s\($0)", at: .october8(10).advanced(bySeconds: Double($0)))
        }
        var desk = RandomDesk(seed: 3)
        let letters = (0..<70).map { _ in desk.deadLetter() }
        let newestFirst = letters.enumerated().sorted {
            ($0.element.diedAt, $0.offset) > ($1.element.diedAt, $1.offset)
        }
        _ = try await ledger.commit(
            signals.map(LedgerChange.claimSignal) + letters.map(LedgerChange.upsertDeadLetter))
        let memory = try await ledger.restore(on: .october8)
        #expect(memory.signals == signals)
        #expect(memory.deadLetters == newestFirst.map(\.element))
    }

    @Test("how contracts were chosen is read apart from the signals of the day, and for no other")
    func choices() async throws {
        let ledger = try SQLiteLedger.inMemory()
        var desk = RandomDesk(seed: 5)
        var signals = (0..<4).map { SignalRecord.fresh("s\($0)", at: .october8(10)) }
        signals[1].choice = desk.choice()
        signals[2].choice = desk.choice()
        // Of another day, and over.
        signals[3].receivedAt = Timestamp.october8(10).advanced(bySeconds: -86_400)
        signals[3].status = .completed
        signals[3].choice = desk.choice()
        _ = try await ledger.commit(signals.map(LedgerChange.claimSignal))
        let memory = try await ledger.restore(on: .october8)
        #expect(memory.signals.map(\.id) == ["s0", "s1", "s2"])
        #expect(memory.signals.allSatisfy { $0.choice == nil })
        let choices = try await ledger.choices(on: .october8)
        #expect(
            choices == ["s1": signals[1].choice, "s2": signals[2].choice].compactMapValues(\.self))
        #expect(try await ledger.reader.signal("s1")?.choice == signals[1].choice)
    }

    @Test("one value of the state is read alone")
    func stateAlone() async throws {
        let ledger = try SQLiteLedger.inMemory()
        _ = try await ledger.commit([
            .setState(key: "a", value: "1"), .setState(key: "b", value: "2"),
        ])
        #expect(try await ledger.reader.state("b") == "2")
        #expect(try await ledger.reader.state("c") == nil)
    }

    @Test("the account check adds up every fill, whatever the trades")
    func accountCheck() async throws {
        let ledger = try SQLiteLedger.inMemory()
        var desk = RandomDesk(seed: 12)
        var cash = Money.zero
        for count in 0..<40 {
            let trade = SampleTrade(
                "s\(count)", bought: Price(paise: Int64(desk.number(below: 50_000))),
                sold: Price(paise: Int64(desk.number(below: 50_000))))
            try await trade.commit(to: ledger)
            for fill in trade.fills { cash += fill.cashEffect }
        }
        let check = try await ledger.reader.accountCheck()
        #expect(check.isBalanced)
        #expect(check.fills.count == 80)
        #expect(check.fills.cashEffect == cash)
        try await ledger.close()
    }

    @Test("the account check names what does not agree with its fills")
    func outOfStep() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let trade = SampleTrade("one")
        try await trade.commit(to: ledger)
        try await SampleTrade("two").commit(to: ledger)
        var position = trade.position
        position.charges += Money(paise: 1)
        var order = trade.orders[1]
        order.filledValue -= Money(paise: 1)
        _ = try await ledger.commit([.upsertPosition(position), .updateOrder(order)])

        let check = try await ledger.reader.accountCheck()
        #expect(!check.isBalanced)
        #expect(check.positionsOutOfStep == [position.id])
        #expect(check.ordersOutOfStep == [order.id])
        try await ledger.close()
    }

    @Test("an account whose sums leave the range of integers is an error, not a crash")
    func overflow() async throws {
        let ledger = try SQLiteLedger.inMemory()
        for id in ["a", "b"] {
            let order = Order.entry(id).filled(at: Price(paise: .max / 80), id: id)
            _ = try await ledger.commit([
                .claimSignal(.fresh(id)), .insertOrder(order.order), .insertFill(order.fill),
            ])
        }
        await #expect(throws: LedgerError.self) { try await ledger.reader.accountCheck() }
        try await ledger.close()
    }

    @Test("readers go on while the writer is busy, and see whole units only")
    func parallelReaders() async throws {
        let folder = try TemporaryFolder()
        let ledger = try SQLiteLedger.open(at: folder.file())
        try await SampleTrade("one").commit(to: ledger)
        let outside = try LedgerReader.open(at: folder.file())

        let letGo = ledger.holdWriter()
        async let pending = ledger.commit([.claimSignal(.fresh("two"))])
        #expect(try await ledger.reader.signals().count == 1)
        #expect(try await outside.signals().count == 1)
        letGo()
        #expect(try await pending == .committed)
        #expect(try await outside.signals().count == 2)
        try await ledger.close()
        #expect(try await outside.signals().count == 2)
    }
}
