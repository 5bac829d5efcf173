import Ledger
import Market
import Testing
import Trading

@testable import Engine

@Suite("What the desk was working on when its process died", .balancedBooks)
struct CrashTests {
    /// A desk whose executor takes the signal, and dies of it: its claim never comes back, and the ledger is closed
    /// under it.
    private func die(
        of signal: String?, _ ledgers: Reopened
    ) async throws -> (TestDesk, RecoveryReport) {
        let test = try await TestDesk(
            ledger: try ledgers.open(), isStepped: false, isHanging: true)
        if let signal {
            // The journal has it before the executor does.
            _ = await test.command(.pauseHandler("executor"))
            try await test.send(test.signal(signal))
            while try await test.ledger.inner.reader.journal(topics: [.signalGenerated]).isEmpty {
                await Task.yield()
            }
            _ = await test.command(.resumeHandler("executor"))
        }
        while !test.ledger.isHanging { await Task.yield() }
        try await ledgers.kill()
        return (test, test.report)
    }

    @Test(
        "a signal that the process has died of three times is a dead letter, and is not run again")
    func poison() async throws {
        let ledgers = try Reopened()
        var dead: [TestDesk] = []
        for run in 1...3 {
            let (test, report) = try await die(of: run == 1 ? "poison" : nil, ledgers)
            #expect(report.unfinishedSignals == (run == 1 ? 0 : 1))
            #expect(test.ledger.heldClaims == ["poison"])
            dead.append(test)
        }

        let fourth = try await TestDesk(ledger: try ledgers.open())
        let letter = try #require(try await fourth.ledger.inner.deadLetters([]).first)
        #expect(letter.handler == "executor")
        #expect(letter.event.correlationID == "poison")
        #expect(letter.attempts.count == 3)
        #expect(letter.error.contains("the process died"))
        #expect(fourth.desk.summary.signalsReceived == 0)
        #expect(fourth.broker.orders.isEmpty)
        _ = await fourth.desk.stop(withinSeconds: 5)
        try await ledgers.close()

        // The letter is its outcome; a person may still try it, and does with the cause out of the way.
        let fifth = try await TestDesk(ledger: try ledgers.open())
        #expect(fifth.report.unfinishedSignals == 0)
        #expect(fifth.report.deadLetters == 1)
        _ = await fifth.command(.retryDeadLetters([letter.id]))
        #expect(try await fifth.position().status == .open)
        try await fifth.expectBalanced()
        _ = await fifth.desk.stop(withinSeconds: 5)
        try await ledgers.close()
        await bury(dead)
    }

    @Test("starts that fail before anything runs do not count as crashes of what is unfinished")
    func failedStarts() async throws {
        let ledgers = try Reopened()
        let (first, _) = try await die(of: "innocent", ledgers)
        for _ in 1...3 {
            _ = try ledgers.open()
            try await ledgers.close()
        }
        let next = try await TestDesk(ledger: try ledgers.open())
        #expect(next.report.unfinishedSignals == 1)
        #expect(next.broker.orders == [.entry(signalID: "innocent")])
        _ = await next.desk.stop(withinSeconds: 5)
        try await ledgers.close()
        await bury([first])
    }

    @Test(
        "a signal that was only waiting is taken up by the next run, once, and then has its outcome"
    )
    func bystander() async throws {
        let ledgers = try Reopened()
        let (first, _) = try await die(of: "innocent", ledgers)
        let second = try await TestDesk(ledger: try ledgers.open())
        #expect(second.report.unfinishedSignals == 1)
        #expect(second.broker.orders == [.entry(signalID: "innocent")])
        try await second.expectBalanced()
        _ = await second.desk.stop(withinSeconds: 5)
        try await ledgers.close()

        let third = try await TestDesk(ledger: try ledgers.open(), at: TestDesk.start)
        #expect(third.report.unfinishedSignals == 0)
        #expect(third.broker.orders.isEmpty)
        try await ledgers.close()
        await bury([first])
    }

    @Test("a signal that is too old by the next start is EXPIRED, not bought")
    func late() async throws {
        let ledgers = try Reopened()
        let (first, _) = try await die(of: "late", ledgers)
        let second = try await TestDesk(
            ledger: try ledgers.open(), at: TestDesk.start.advanced(bySeconds: 3600))
        #expect(second.broker.orders.isEmpty)
        #expect(try await second.status(of: "late") == .expired)
        try await second.expectBalanced()
        try await ledgers.close()
        await bury([first])
    }

    /// Lets go of what the dead desks still hold in this process.
    private func bury(_ desks: [TestDesk]) async {
        for test in desks {
            test.ledger.letGo()
            _ = await test.desk.stop(withinSeconds: 5)
        }
    }
}
