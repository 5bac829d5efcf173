import EventBus
import Testing
import Trading

@testable import Engine

@Suite("An exit does not wait for handlers that have no room", .balancedBooks)
struct FullLaneTests {
    /// Pauses a handler and fills its queue, so that nothing can be published to it any more.
    private func fill(
        _ handler: String, of test: TestDesk, with payload: (Int) -> EventPayload
    ) async throws {
        _ = await test.command(.pauseHandler(handler))
        var count = 0
        while count < 100_000 {
            do throws(PublishError) {
                try test.desk.bus.tryPublish(
                    payload(count).draft(from: "test", at: test.clock.now))
                count += 1
                if count.isMultiple(of: 500) { await test.desk.settle() }
            } catch {
                break
            }
        }
        #expect(count > 500)
        #expect(count < 100_000)
        await test.desk.settle()
    }

    private func drain(_ handler: String, of test: TestDesk) async throws {
        _ = await test.command(.resumeHandler(handler))
        for _ in 0..<5 { try await test.pass(seconds: 10) }
    }

    @Test("the order reaches the venue although the rest of its entry cannot be called off yet")
    func exitIsSent() async throws {
        let test = try await TestDesk()
        test.market.show(lots: 1)
        try await test.send(test.signal("one"))
        #expect(try await test.orders().map(\.status) == [.partiallyFilled])
        let contract = try await test.position().contract
        try await fill("orders", of: test) { _ in
            .clockTimer(
                ClockTimer(
                    now: test.clock.now, instrument: nil, order: OrderID.entry(signalID: "one")))
        }
        try await test.move(contract, to: Price(paise: 60_00))
        #expect(test.broker.orders.count == 2)
        try await drain("orders", of: test)
        #expect(try await test.position().status == .closed)
        #expect(test.broker.orders.count == 2)
        try await test.expectBalanced()
    }

    @Test("commands go on: what needs the room is refused in words, and the handler can be resumed")
    func commands() async throws {
        let test = try await TestDesk(isStepped: false)
        try await fill("executor", of: test) { number in
            .signalGenerated(test.signal("wait-\(number)"))
        }
        for command in [
            Command.injectSignal(test.signal("one")), .injectBurst(test.signal("many"), count: 5),
        ] {
            guard case .refused(let denial) = await test.command(command) else {
                Issue.record("\(command.verb) was taken without room")
                continue
            }
            #expect(denial.code == .handlerFull)
            #expect(denial.reason.contains("executor"))
        }
        for command in [Command.halt(reason: "enough"), .flatten, .resumeHandler("executor")] {
            guard case .accepted = await test.command(command) else {
                Issue.record("\(command.verb) was refused")
                continue
            }
        }
        _ = await test.desk.stop(withinSeconds: 600)
        #expect(test.broker.orders.isEmpty)
    }

    @Test(
        "of two positions on one contract the second is left although the first cannot be told of")
    func secondPosition() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"), test.signal("two", strategy: "other"))
        let positions = try await test.positions()
        #expect(positions.count == 2)
        #expect(Set(positions.map(\.contract)).count == 1)
        try await fill("risk", of: test) { number in
            .positionUpdated(positions[number % 2])
        }
        try await test.move(positions[0].contract, to: Price(paise: 60_00))
        #expect(test.broker.orders.count == 4)
        try await drain("risk", of: test)
        #expect(try await test.positions().map(\.status) == [.closed, .closed])
        #expect(test.broker.orders.count == 4)
        try await test.expectBalanced()
    }
}
