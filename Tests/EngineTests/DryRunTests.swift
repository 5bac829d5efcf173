import Ledger
import Market
import Testing
import Trading

@testable import Engine

@Suite("A dry run")
struct DryRunTests {
    private func desk(_ broker: any Broker, _ ledger: SQLiteLedger, _ clock: MarketClock) -> Desk {
        Desk(
            setup: DeskSetup(market: "dry", isStepped: true), rules: DeskRules(), clock: clock,
            view: StillMarket(clock: clock), broker: broker, ledger: ledger)
    }

    private func signal(_ number: Int, at now: Timestamp) -> Signal {
        Signal(
            id: "s\(number)", symbol: StillMarket.symbol, strategy: "dry\(number)", action: .buy,
            entryPrice: 25_000, stopLoss: 24_750, target: 25_500, strength: 0.9, emittedAt: now,
            origin: .strategy)
    }

    @Test("every signal leaves its order in the record, and none takes a place")
    func records() async throws {
        let clock = MarketClock(start: TestDesk.start)
        let book = MemoryVenueBook()
        let ledger = try SQLiteLedger.inMemory()
        let desk = desk(try LoggingBroker(clock: clock, book: book), ledger, clock)
        try await desk.start()
        for number in 0..<6 {
            try await desk.take(.signal(signal(number, at: clock.now)))
            await desk.settle()
        }
        var recorded: [Order] = []
        for case .placed(let order, _) in book.facts() { recorded.append(order) }
        #expect(recorded.count == 6)
        #expect(recorded.allSatisfy { $0.venue == .logging && $0.side == .buy })
        let orders = try await ledger.reader.orders()
        #expect(Set(orders.map(\.id)) == Set(recorded.map(\.id)))
        #expect(orders.allSatisfy { $0.status == .cancelled && $0.venue == .logging })
        let signals = try await ledger.reader.signals()
        #expect(signals.allSatisfy { $0.status == .expired })
        #expect(orders.allSatisfy { $0.reason?.hasPrefix("dry run: BUY") == true })
        #expect(desk.parts.account.current.reserved == .zero)
        #expect(desk.summary.positionsOpen == 0)
        #expect(desk.summary.riskState == "ACTIVE")
        await desk.snapshotNow()
        #expect(desk.takeSnapshot()?.venue == .logging)
    }

    @Test("a ledger of another venue is refused before anything is sent")
    func otherVenue() async throws {
        let clock = MarketClock(start: TestDesk.start)
        let ledger = try SQLiteLedger.inMemory()
        let paper = try PaperBroker(
            venue: .paper, market: StillMarket(clock: clock), clock: clock, calendar: nil)
        try await desk(paper, ledger, clock).start()
        let book = MemoryVenueBook()
        let dry = try LoggingBroker(clock: clock, book: book)
        await #expect(throws: DeskStartError.otherVenue(ledger: "PAPER", desk: "LOGGING")) {
            try await desk(dry, ledger, clock).start()
        }
        #expect(book.facts().isEmpty)
    }
}
