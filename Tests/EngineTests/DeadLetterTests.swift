import EventBus
import Ledger
import Testing
import Trading

@testable import Engine

@Suite("Dead letters of the desk")
struct DeadLetterTests {
    /// A desk with the failing handlers, after enough signals that some of them are dead.
    private func busy(_ ledger: SQLiteLedger) async throws -> TestDesk {
        let test = try await TestDesk(ledger: ledger, hasChaos: true)
        for number in 0..<60 {
            try await test.send(test.signal("s\(number)", strategy: "s\(number)"))
            try await test.pass(seconds: 10)
        }
        return test
    }

    @Test("what a handler gives up on is in the ledger and survives a restart")
    func kept() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let test = try await busy(ledger)
        let letters = try await ledger.deadLetters([])
        #expect(!letters.isEmpty)
        #expect(letters.allSatisfy { $0.handler.hasPrefix("sim.") && $0.attempts.count >= 2 })
        _ = await test.desk.stop(withinSeconds: 5)
        let second = try await TestDesk(ledger: ledger)
        #expect(second.desk.summary.deadLetters == test.desk.summary.deadLetters)
    }

    @Test(
        "a retried letter leaves the list and reaches its handler again; a discarded one only leaves"
    )
    func retryAndDiscard() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let test = try await busy(ledger)
        let letters = try await ledger.deadLetters([])
        let first = try #require(letters.first)
        let before = try #require(
            test.desk.statistics().handlers.first { $0.name == first.handler })
        guard case .accepted = await test.command(.retryDeadLetters([first.id])) else {
            Issue.record("the retry was refused")
            return
        }
        let after = try #require(test.desk.statistics().handlers.first { $0.name == first.handler })
        #expect(after.received == before.received + 1)
        #expect(after.redelivered == before.redelivered + 1)
        #expect(try await !ledger.deadLetters([]).contains { $0.id == first.id })

        let rest = try await ledger.deadLetters([]).map(\.id)
        _ = await test.command(.discardDeadLetters(rest))
        #expect(try await ledger.deadLetters([]).isEmpty)
        guard case .refused(let denial) = await test.command(.retryDeadLetters([first.id])) else {
            Issue.record("a letter that is gone was retried")
            return
        }
        #expect(denial.code == .notFound)
    }
}
