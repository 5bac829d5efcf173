import Testing
import Trading

@testable import Engine

@Suite("What is held, as the ledger knows it", .balancedBooks)
struct MarksTests {
    @Test("the last mark is kept at the session's close and when the desk stops")
    func marks() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let contract = try await test.position().contract
        // A mark alone is not worth a write.
        try await test.move(contract, to: Price(paise: 104_00))
        #expect(try await test.position().mark != Price(paise: 104_00))
        try await test.desk.take(.sessionClosed("today"))
        await test.desk.settle()
        #expect(try await test.position().mark == Price(paise: 104_00))
        try await test.move(contract, to: Price(paise: 106_00))
        _ = await test.desk.stop(withinSeconds: 5)
        let position = try await test.position()
        #expect(position.mark == Price(paise: 106_00))
        #expect(position.markedAt == test.clock.now)
        #expect(position.unrealised == Price(paise: 6_00) * position.remainingQuantity)
    }
}
