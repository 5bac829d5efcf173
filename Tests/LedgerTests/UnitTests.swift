import Ledger
import Testing
import Trading

struct UnitTests {
    @Test(
        "a unit that breaks a rule leaves no trace and harms no other",
        arguments: Medium.allCases)
    func isolation(_ medium: Medium) async throws {
        try await medium.withLedger { (ledger) async throws in
            let broken: [LedgerChange] = [
                .claimSignal(.fresh("broken")), .setState(key: "broken", value: "yes"),
                .insertOrder(.entry("nobody")),
            ]
            let sound = (0..<20).map { [LedgerChange.claimSignal(.fresh("s\($0)"))] }
            let results = await commitTogether(ledger, sound + [broken] + sound.prefix(1))

            #expect(results.filter { $0 == .success(.committed) }.count == 20)
            #expect(results.filter { $0 == .success(.duplicate(signalID: "s0")) }.count == 1)
            let id = OrderID.entry(signalID: "nobody")
            let refusal = LedgerError.invalid(reason: "orders \(id): FOREIGN KEY constraint failed")
            #expect(results.contains(.failure(refusal)))
            let memory = try await ledger.restore(on: .october8)
            #expect(memory.signals.count == 20)
            #expect(memory.state.isEmpty)
        }
    }

    @Test("a refusal says which row and why")
    func refusals() async throws {
        let ledger = try SQLiteLedger.inMemory()
        try await SampleTrade("one").commit(to: ledger)
        let order = Order.entry("one")
        var empty = Order.exit("one")
        empty.id = OrderID("empty")
        empty.quantity = .zero
        var unsold = Position.fresh("one")
        unsold.soldQuantity = Quantity(-1)
        let fill = order.filled(at: .zero, id: "T").fill
        var orphan = fill
        orphan.orderID = OrderID("nobody")

        let cases: [(LedgerChange, String)] = [
            (.insertOrder(order), "orders \(order.id): UNIQUE constraint failed: orders.id"),
            (.insertOrder(empty), "orders empty: CHECK constraint failed: quantity > 0"),
            (
                .upsertPosition(unsold),
                "positions \(unsold.id): CHECK constraint failed: sold_quantity >= 0"
            ),
            (.insertFill(orphan), "fills T: FOREIGN KEY constraint failed"),
            (
                .updateSignal(.fresh("nobody")), "signals nobody: there is no such row to change"
            ),
            (.updateOrder(empty), "orders empty: there is no such row to change"),
            (
                .resolveDeadLetter(DeadLetterID("d"), .retried, at: .october8(9)),
                "dead_letters d: there is no such row to change"
            ),
        ]
        for (change, reason) in cases {
            await #expect(throws: LedgerError.invalid(reason: reason)) {
                try await ledger.commit([change])
            }
        }
        try await ledger.close()
    }

    @Test("the same fill twice is one fill", arguments: Medium.allCases)
    func sameFillTwice(_ medium: Medium) async throws {
        try await medium.withLedger { (ledger) async throws in
            let trade = SampleTrade("one")
            try await trade.commit(to: ledger)
            #expect(try await ledger.commit(trade.fills.map(LedgerChange.insertFill)) == .committed)
            #expect(try await ledger.restore(on: .october8).fills == trade.fills)
        }
    }

    @Test("a dead letter waits until it is resolved, and again after the next failure")
    func deadLetterLife() async throws {
        let ledger = try SQLiteLedger.inMemory()
        var desk = RandomDesk(seed: 1)
        let letters = [desk.deadLetter(), desk.deadLetter(), desk.deadLetter()]
        let ids = letters.map(\.id)
        _ = try await ledger.commit(letters.map(LedgerChange.upsertDeadLetter))
        #expect(Set(try await ledger.deadLetters([])) == Set(letters))
        #expect(try await ledger.deadLetters([ids[1]]) == [letters[1]])

        let time = Timestamp.october8(12)
        _ = try await ledger.commit([
            .resolveDeadLetter(ids[0], .retried, at: time),
            .resolveDeadLetter(ids[1], .discarded, at: time),
        ])
        #expect(try await ledger.deadLetters([]) == [letters[2]])
        #expect(try await ledger.deadLetters([ids[0], ids[1]]).isEmpty)
        let filed = try await ledger.reader.filedDeadLetters()
        #expect(filed.first { $0.id == ids[1] }?.resolution == .discarded)
        #expect(filed.first { $0.id == ids[1] }?.resolvedAt == time)

        var again = letters[0]
        again.attempts.append(DeliveryAttempt(failedAt: time, error: "again"))
        _ = try await ledger.commit([.upsertDeadLetter(again)])
        #expect(try await ledger.deadLetters([ids[0]]) == [again])
        try await ledger.close()
    }

    @Test("an empty unit is committed without a flush")
    func emptyUnit() async throws {
        let ledger = try SQLiteLedger.inMemory()
        #expect(try await ledger.commit([]) == .committed)
        #expect(ledger.flushCount == 0)
        try await ledger.close()
    }

    @Test(
        "a closed ledger refuses to write and to read, and closes twice",
        arguments: Medium.allCases)
    func closed(_ medium: Medium) async throws {
        try await medium.withLedger { (ledger) async throws in
            _ = try await ledger.commit([.setState(key: "a", value: "1")])
            try await ledger.close()
            await #expect(throws: LedgerError.closed) {
                try await ledger.commit([.setState(key: "a", value: "2")])
            }
            await #expect(throws: LedgerError.closed) { try await ledger.restore(on: .october8) }
        }
    }

    @Test("closing settles what waits")
    func closeDrains() async throws {
        let folder = try TemporaryFolder()
        let ledger = try SQLiteLedger.open(at: folder.file())
        let letGo = ledger.holdWriter()
        async let first = ledger.commit([.setState(key: "a", value: "1")])
        async let second = ledger.commit([.setState(key: "b", value: "2")])
        while ledger.waitingCount < 2 {
            await Task.yield()
        }
        async let closing: Void = ledger.close()
        letGo()
        #expect(try await [first, second] == [.committed, .committed])
        try await closing
        let reader = try LedgerReader.open(at: folder.file())
        #expect(try await reader.memory(on: .october8).state == ["a": "1", "b": "2"])
    }

    @Test("notes about runs are read one by one, and are no part of what a desk goes on with")
    func runNotes() async throws {
        let ledger = try SQLiteLedger.inMemory()
        try await ledger.commit([
            .setState(key: "run.1", value: "began"), .setState(key: "running", value: "yes"),
        ])
        #expect(try await ledger.restore(on: .october8).state == ["running": "yes"])
        #expect(try await ledger.reader.state("run.1") == "began")
        #expect(try await ledger.reader.state("run.2") == nil)
    }

    @Test("a commit is seen through when its task is cancelled")
    func cancelled() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let letGo = ledger.holdWriter()
        let task = Task { try await ledger.commit([.setState(key: "a", value: "1")]) }
        while ledger.waitingCount < 1 {
            await Task.yield()
        }
        task.cancel()
        letGo()
        #expect(try await task.value == .committed)
        #expect(try await ledger.restore(on: .october8).state == ["a": "1"])
        try await ledger.close()
    }
}
