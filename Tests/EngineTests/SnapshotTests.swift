import Testing
import Trading

@testable import Engine

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
