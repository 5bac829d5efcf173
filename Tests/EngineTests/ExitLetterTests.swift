import EventBus
import Ledger
import Testing
import Trading

@testable import Engine

@Suite("Dead letters do not stop exits", .balancedBooks)
struct ExitLetterTests {
    @Test("with letters of its own handlers that cannot be recorded, a stop still exits")
    func exitsGoOn() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let contract = try await test.position().contract
        test.ledger.fail(with: .full(path: "ledger"))
        for handler in ["positions", "orders"] {
            let timer = EventPayload.clockTimer(ClockTimer(now: test.clock.now, instrument: nil))
            // So many crashes make it a dead letter unrun.
            try await test.desk.bus.redeliver(
                timer.draft(from: "test", at: test.clock.now), toHandler: handler, crashes: 3)
        }
        await test.desk.settle()
        #expect(test.desk.statistics().deadLetterBacklog == 2)
        try await test.move(contract, to: Price(paise: 60_00))
        #expect(test.desk.summary.positionsOpen == 0)
        #expect(test.broker.orders.count == 2)
        test.ledger.fail(with: nil)
        try await test.pass(seconds: 2)
        #expect(test.desk.statistics().deadLetterBacklog == 0)
    }

    @Test("the handlers that nothing may stop are handlers of the desk")
    func names() async throws {
        let test = try await TestDesk()
        let names = Set(test.desk.roster.handlers.map(\.plan.name))
        #expect(names.isSuperset(of: VitalHandler.allCases.map(\.rawValue)))
    }
}
