import Testing
import Trading

@testable import Engine

@Suite("The underlying's own levels", .balancedBooks)
struct ThesisTests {
    @Test("a price of the underlying that is stale does not end a position, a fresh one does")
    func staleSpot() async throws {
        let test = try await TestDesk { $0.exitsOnThesis = true }
        try await test.send(test.signal("one"))
        let contract = try await test.position().contract
        test.market.set(spot: Price(paise: 24_000_00), ageSeconds: 6)
        try await test.move(contract, to: Price(paise: 101_00))
        #expect(try await test.position().status == .open)
        test.market.set(spot: Price(paise: 24_000_00), ageSeconds: 5)
        try await test.move(contract, to: Price(paise: 102_00))
        #expect(try await test.position().exitReason == .thesis)
    }
}
