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

    @Test("a desk that has started has a snapshot, before the first period is over")
    func firstAtOnce() async throws {
        let test = try await TestDesk(isStepped: false)
        #expect(test.desk.takeSnapshot()?.engine.phase == .running)
        _ = await test.desk.stop(withinSeconds: 10)
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

    @Test("each snapshot has the signals as they are then")
    func signalsGoOn() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let first = try await snapshot(of: test)
        #expect(first.signals.map(\.id) == ["one"])
        let position = try #require(first.positions.first)
        _ = await test.command(.closePositions([PositionTarget(position.position)]))
        try await test.pass(seconds: 30)
        try await test.send(test.signal("two", strategy: "other"))
        let second = try await snapshot(of: test)
        #expect(second.signals.map(\.id) == ["two", "one"])
        #expect(second.signals.last?.status != first.signals.first?.status)
    }

    @Test("each snapshot has the dead letters as they are then")
    func lettersGo() async throws {
        let test = try await TestDesk(hasChaos: true)
        for number in 0..<60 {
            try await test.send(test.signal("s\(number)", strategy: "s\(number)"))
            try await test.pass(seconds: 10)
        }
        let rows = try await snapshot(of: test).deadLetters.rows
        try #require(rows.count > 1)
        #expect(rows.allSatisfy { $0.payloadJSON.hasPrefix("{") })
        _ = await test.command(.discardDeadLetters([rows[0].id]))
        #expect(
            try await snapshot(of: test).deadLetters.rows.map(\.id) == rows.dropFirst().map(\.id))
    }

    private func snapshot(of test: TestDesk) async throws -> DeskSnapshot {
        await test.desk.snapshotNow()
        return try #require(test.desk.takeSnapshot())
    }
}
