import Ledger
import Testing
import Trading

@testable import Engine

/// Everything that can end a position asks for it at the same moment, on as many threads as there are.
@Suite("Exits that race")
struct ExitRaceTests {
    @Test(
        "closes, stops, flattens and the clock at once make one exit, and sell what is held once",
        arguments: 0..<30 as Range<UInt64>)
    func race(_ seed: UInt64) async throws {
        let clock = MarketClock(
            start: Timestamp(india: TestDesk.start.indiaDay, secondsIntoDay: 15 * 3600))
        let market = StillMarket(clock: clock)
        let venue = HostileVenue(seed: seed, clock: clock)
        venue.heal()
        let ledger = try SQLiteLedger.inMemory()
        let desk = Desk(
            setup: DeskSetup(market: "race"), rules: DeskRules(), clock: clock, view: market,
            broker: venue, ledger: ledger)
        try await desk.start()
        for number in 0..<3 {
            try await desk.take(
                .signal(
                    Signal(
                        id: "s\(number)", symbol: StillMarket.symbol, strategy: "race\(number)",
                        action: .buy, entryPrice: 25_000, stopLoss: 24_750, target: 25_500,
                        strength: 0.9, emittedAt: clock.now, origin: .strategy)))
        }
        try await until { desk.parts.signals.tally.entered == 3 }
        try await until {
            venue.work()
            return desk.parts.positions.live.allSatisfy { $0.remainingQuantity > .zero }
                && !desk.hasWorkingOrders
        }

        let held = desk.parts.positions.live
        let contract = try #require(held.first).contract
        market.set(contract, premium: Price(paise: 50_00))
        // 15:20: the square-off is due as well.
        clock.set(to: clock.now.advanced(bySeconds: 20 * 60))
        let quote = try #require(market.quote(of: contract))
        await withThrowingTaskGroup(of: Void.self) { group in
            for position in held {
                let target = PositionTarget(id: position.id, version: position.version)
                group.addTask { _ = desk.send(.closePositions([target])) }
                group.addTask { _ = desk.send(.closePositions([target])) }
            }
            for _ in 0..<4 {
                group.addTask { try await desk.take(.tick(quote)) }
                group.addTask { try await desk.tick() }
            }
            group.addTask { _ = desk.send(.flatten) }
            group.addTask { venue.work() }
        }
        try await until {
            venue.work()
            return desk.parts.positions.live.isEmpty && !desk.hasWorkingOrders
        }
        _ = await desk.stop(withinSeconds: 10)

        #expect(venue.violations.isEmpty, "seed \(seed)")
        let exits = venue.records.filter { $0.order.side == .sell }
        #expect(exits.count == 3, "seed \(seed)")
        #expect(Set(exits.map(\.order.positionID)).count == 3)
        for position in try await ledger.reader.positions() {
            #expect(position.status == .closed, "seed \(seed)")
            #expect(position.soldQuantity == position.boughtQuantity, "seed \(seed)")
        }
        #expect(try await ledger.reader.accountCheck().isBalanced)
    }

    /// Lets the desk go on until something holds.
    private func until(_ holds: () -> Bool) async throws {
        while !holds() {
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}
