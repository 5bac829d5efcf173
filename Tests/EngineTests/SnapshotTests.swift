import Testing
import Trading

@testable import Engine

@Suite("The day's curve")
struct DayCurveTests {
    private let start = Timestamp(nanoseconds: 1_760_000_000_000_000_000)
    private let day = CalendarDay(daysSinceEpoch: 20_369)

    @Test("however long the day, it begins with its first sample and is never longer than allowed")
    func bounded() {
        var curve = DayCurve(limit: 10)
        for reading in 0..<1000 {
            curve.note(
                Money(paise: Int64(reading)), at: start.advanced(bySeconds: Double(reading)),
                on: day)
            #expect(curve.samples.count <= 10)
        }
        #expect(curve.samples.first?.paise == 0)
        let steps = zip(curve.samples, curve.samples.dropFirst()).map { $1.paise - $0.paise }
        #expect(Set(steps) == [128])
        #expect((curve.samples.last?.paise ?? 0) >= 1000 - 128)
    }

    @Test("a new day begins a new curve")
    func newDay() {
        var curve = DayCurve(limit: 10)
        for reading in 0..<50 {
            curve.note(Money(paise: 7), at: start.advanced(bySeconds: Double(reading)), on: day)
        }
        let next = start.advanced(bySeconds: 90_000)
        curve.note(.zero, at: next, on: CalendarDay(daysSinceEpoch: 20_370))
        #expect(curve.samples == [ProfitSample(at: next, paise: 0)])
    }
}

@Suite("Snapshots of the desk", .balancedBooks)
struct SnapshotTests {
    @Test("a snapshot tells of handlers, positions, money, log and answers")
    func content() async throws {
        let test = try await TestDesk()
        _ = await test.command(.injectSignal(test.signal("one")))
        await test.desk.snapshotNow()
        let snapshot = try #require(test.desk.takeSnapshot())
        #expect(snapshot.venue == .paper)
        #expect(snapshot.handlers.map(\.name).contains("executor"))
        #expect(snapshot.positions.count == 1)
        #expect(snapshot.positions[0].greeks != nil)
        #expect(snapshot.account.capital == Money(rupees: 1_000_000))
        #expect(snapshot.account.isBalanced)
        #expect(snapshot.risk.positions == LimitUse(used: 1, limit: 3))
        #expect(snapshot.log.contains { $0.text.hasPrefix("opened NIFTY") })
        #expect(snapshot.outcomes.count == 1)
        #expect(snapshot.engine.phase == .running)
        #expect(snapshot.quotes.map(\.underlying) == ["NIFTY"])
    }

    @Test("a snapshot is taken once; the newest wins")
    func newestWins() async throws {
        let test = try await TestDesk()
        await test.desk.snapshotNow()
        await test.desk.snapshotNow()
        let newest = try #require(test.desk.takeSnapshot())
        #expect(newest.sequence == 3)
        #expect(test.desk.takeSnapshot() == nil)
    }

}
