import Testing
import Trading

struct SetupBookTests {
    private func signal(
        _ action: SignalAction = .buy, id: String, entry: Double = 25_000, stop: Double = 24_800,
        target: Double = 25_400, strategy: String = "test", symbol: String = "NIFTY"
    ) throws -> ValidSignal {
        let isBuy = action == .buy
        return try Fixture.valid(
            Fixture.signal(
                action, id: id, symbol: symbol, strategy: strategy, entry: entry,
                stop: isBuy ? stop : 25_500, target: isBuy ? target : 24_500))
    }

    @Test func `the same idea is taken once a day`() throws {
        var book = SetupBook()
        #expect(try book.admit(signal(id: "a"), on: Fixture.monday) == .success(.first))
        let again = try book.admit(signal(id: "b", entry: 25_100), on: Fixture.monday)
        #expect(again.code == .duplicateSetup)
        #expect(again.reason.contains("25,100.00 lies between stop 24,800.00 and target 25,400.00"))
        let nextDay = Fixture.monday.advanced(byDays: 1)
        #expect(try book.admit(signal(id: "c"), on: nextDay) == .success(.first))
    }

    @Test func `another symbol or strategy is another idea`() throws {
        var book = SetupBook()
        #expect(try book.admit(signal(id: "a"), on: Fixture.monday) == .success(.first))
        #expect(
            try book.admit(signal(id: "b", strategy: "other"), on: Fixture.monday)
                == .success(.first))
        #expect(
            try book.admit(signal(id: "c", symbol: "BANKNIFTY"), on: Fixture.monday)
                == .success(.first))
    }

    @Test func `the other direction is a reversal, and becomes the last one`() throws {
        var book = SetupBook()
        _ = try book.admit(signal(id: "a"), on: Fixture.monday)
        #expect(try book.admit(signal(.sell, id: "b"), on: Fixture.monday) == .success(.reversal))
        #expect(try book.admit(signal(id: "c"), on: Fixture.monday) == .success(.reversal))
    }

    @Test("an entry on or beyond the last levels invalidates them", arguments: [24_800.0, 25_400])
    func invalidated(_ entry: Double) throws {
        var book = SetupBook()
        _ = try book.admit(signal(id: "a"), on: Fixture.monday)
        let beyond = try signal(id: "b", entry: entry, stop: entry - 200, target: entry + 400)
        #expect(book.admit(beyond, on: Fixture.monday) == .success(.previousInvalidated))
    }

    @Test func `an entry that came to nothing is taken back`() throws {
        var book = SetupBook()
        let first = try signal(id: "a")
        _ = book.admit(first, on: Fixture.monday)
        let reversal = try signal(.sell, id: "b")
        _ = book.admit(reversal, on: Fixture.monday)
        book.withdraw(reversal.signal)
        #expect(try book.admit(signal(id: "c"), on: Fixture.monday).code == .duplicateSetup)
        book.withdraw(first.signal)
        #expect(try book.admit(signal(id: "d"), on: Fixture.monday) == .success(.first))
    }

    @Test func `a restart rebuilds the book from what was taken today`() throws {
        func record(_ id: String, _ status: SignalStatus, _ day: CalendarDay) -> SignalRecord {
            let instant = Fixture.at("09:30:00", on: day)
            return SignalRecord(
                signal: Fixture.signal(id: id, symbol: "NSE:NIFTY"), status: status,
                receivedAt: instant, updatedAt: instant)
        }
        let friday = Fixture.monday.advanced(byDays: -3)
        for (status, day, expected) in [
            (SignalStatus.active, Fixture.monday, DenialCode.duplicateSetup),
            (.completed, Fixture.monday, .duplicateSetup), (.rejected, Fixture.monday, nil),
            (.expired, Fixture.monday, nil), (.active, friday, nil),
        ] as [(SignalStatus, CalendarDay, DenialCode?)] {
            var book = SetupBook(records: [record("old", status, day)], on: Fixture.monday)
            #expect(try book.admit(signal(id: "new"), on: Fixture.monday).code == expected)
        }
    }
}
