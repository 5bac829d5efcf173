import Market
import Testing
import Trading

@testable import Engine

@Suite("A market whose data have gaps")
struct QuietMarketTests {
    /// The openings of the bars of a day, from 09:15 up to the last one.
    private func bars(until last: Timestamp) -> [Timestamp] {
        let first = Timestamp.replayed(9, 15, day: last.indiaDay)
        return (0..<25).map { first.advanced(bySeconds: Double($0) * 900) }.filter { $0 <= last }
    }

    @Test("data that end at a quarter past three leave nothing over the night")
    func squareOff() async throws {
        let desk = try await ReplayedDesk(
            bars: bars(until: .replayed(15, 0)),
            signals: [ReplayedDesk.signal("one", at: .replayed(14, 50))])
        let positions = try await desk.positions()
        #expect(positions.map(\.status) == [.closed])
        #expect(positions.first?.exitReason == .squareOff)
        #expect(positions.first?.closedAt == .replayed(15, 20))
        // Five minutes after the last price the sale is at that price, and told.
        #expect(desk.desk.summary.fillsAtStaleQuotes == 1)
        #expect(desk.desk.summary.ordersWorking == 0)
    }

    @Test("the time limit is kept in a gap")
    func timeLimit() async throws {
        let desk = try await ReplayedDesk(
            bars: bars(until: .replayed(10, 0)),
            signals: [ReplayedDesk.signal("one", at: .replayed(9, 30))]
        ) {
            $0.mode.maximumHoldHours = 1; $0.modes = [$0.mode]
        }
        let positions = try await desk.positions()
        #expect(positions.map(\.exitReason) == [.timeLimit])
        let held = try #require(positions.first?.closedAt).seconds(since: .replayed(9, 30))
        #expect((3600...3620).contains(held))
    }

    @Test("a desk that is not stepped is not left behind when a gap is skipped")
    func hurried() async throws {
        let desk = try await ReplayedDesk(
            bars: [.replayed(15, 0)], pace: .speed(1_000_000),
            signals: [ReplayedDesk.signal("one", at: .replayed(15, 1))]
        ) { $0.limits.staleQuoteSeconds = 600 }
        // Bought in peace; the gap begins at a quarter past three.
        let positions = try await desk.positions { time in
            if time >= .replayed(15, 1), time < .replayed(15, 2) { await desk.desk.rest() }
        }
        #expect(positions.map(\.status) == [.closed])
        #expect(positions.first?.exitReason == .squareOff)
        #expect(try #require(positions.first?.closedAt) <= .replayed(15, 21))
    }

    @Test("trades of a mode that does not hold overnight never span two days", arguments: 0..<10)
    func days(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var bars: [Timestamp] = []
        var signals: [Signal] = []
        for day in (0..<3).map({ ReplayedDesk.day.advanced(byDays: $0 == 2 ? 5 : $0) }) {
            for bar in self.bars(until: .replayed(15, 15, day: day)) where random.nextUnit() < 0.6 {
                bars.append(bar)
                if random.nextUnit() < 0.3 {
                    let time = bar.advanced(bySeconds: Double(Int(random.nextUnit() * 800)))
                    signals.append(ReplayedDesk.signal("s\(signals.count)", at: time))
                }
            }
        }
        let desk = try await ReplayedDesk(bars: bars, signals: signals)
        let traded = try await desk.positions().filter { $0.boughtQuantity > .zero }
        #expect(!traded.isEmpty)
        for position in traded {
            #expect(position.status == .closed)
            #expect(position.closedAt?.indiaDay == position.openedAt.indiaDay)
        }
    }
}
