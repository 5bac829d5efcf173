import Ledger
import Market
import Testing
import Trading

@testable import Engine

@Suite("What an operator can do", .balancedBooks)
struct OperatorTests {
    @Test("closing a position sells all of it once; a second close finds nothing")
    func close() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let position = try await test.position()
        let target = PositionTarget(id: position.id, version: position.version)
        guard case .accepted = await test.command(.closePositions([target])) else {
            Issue.record("the close was refused")
            return
        }
        let closed = try await test.position()
        #expect(closed.exitReason == .operatorClose)
        #expect(closed.soldQuantity == position.boughtQuantity)
        guard case .refused(let denial) = await test.command(.closePositions([target])) else {
            Issue.record("a second close was accepted")
            return
        }
        #expect(denial.code == .notFound)
        #expect(test.broker.orders.count == 2)
        try await test.expectBalanced()
    }

    @Test("a close while the market is closed is refused in words, alerts, and sends nothing")
    func closedMarket() async throws {
        let test = try await TestDesk { $0.mode = .aggressive }
        try await test.send(test.signal("one").expecting(percent: 4))
        let position = try await test.position()
        let evening = Timestamp(india: TestDesk.start.indiaDay, secondsIntoDay: 16 * 3600)
        test.clock.set(to: evening)
        test.desk.advanceBusClock(to: evening)
        let target = PositionTarget(id: position.id, version: position.version)
        guard case .refused(let denial) = await test.command(.closePositions([target])) else {
            Issue.record("the close was accepted")
            return
        }
        #expect(denial.code == .sessionClosed)
        #expect(denial.reason.contains("until 2025-10-09 09:15:00"))
        #expect(test.broker.orders.count == 1)
        #expect(try await test.position().status == .open)
        #expect(
            test.desk.parts.log.rows.contains {
                $0.text.contains("SESSION_CLOSED: OPERATOR has to wait")
            })
    }

    @Test("a signal that is tried out gets the executor's verdict, and nothing comes of it")
    func tryOut() async throws {
        let test = try await TestDesk()
        guard case .accepted(let text) = await test.command(.tryOutSignal(test.signal("one")))
        else {
            Issue.record("a good signal would be refused")
            return
        }
        #expect(text.hasPrefix("buys "))
        #expect(test.desk.summary.signalsReceived == 0)
        #expect(test.broker.orders.isEmpty)
        // The same signal is still free to be sent, and then its setup is taken.
        try await test.send(test.signal("one"))
        #expect(test.broker.orders.count == 1)
        guard case .refused(let denial) = await test.command(.tryOutSignal(test.signal("two")))
        else {
            Issue.record("a second signal of the same setup would be taken")
            return
        }
        #expect(denial.code == .duplicateSetup)
        try await test.expectBalanced()
    }

    @Test("a burst publishes so many signals with ids of their own, and one of a setup is bought")
    func burst() async throws {
        let test = try await TestDesk()
        guard case .accepted = await test.command(.injectBurst(test.signal("load"), count: 40))
        else {
            Issue.record("the burst was refused")
            return
        }
        #expect(test.desk.summary.signalsReceived == 40)
        #expect(test.broker.orders.count == 1)
        guard case .refused = await test.command(.injectBurst(test.signal("more"), count: 1001))
        else {
            Issue.record("a burst without bounds was accepted")
            return
        }
        #expect(test.desk.summary.signalsReceived == 40)
    }

    @Test("a position that changed since it was looked at is not closed")
    func staleVersion() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let position = try await test.position()
        try await test.move(position.contract, to: Price(paise: 150_00))
        let verdict = await test.command(
            .closePositions([PositionTarget(id: position.id, version: position.version)]))
        guard case .refused(let denial) = verdict else {
            Issue.record("a stale close was accepted")
            return
        }
        #expect(denial.code == .staleVersion)
        #expect(try await test.position().status == .partial)
    }

    @Test("closing several is answered when each part is, and names what was not closed, and why")
    func several() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"), test.signal("two", strategy: "other"))
        let held = test.desk.parts.positions.live
        try #require(held.count == 2)
        var targets = held.map { PositionTarget($0) }
        targets[1].version += 7
        guard case .partly(let text)? = await test.command(.closePositions(targets)) else {
            Issue.record("a close in part was told as whole, or not at all")
            return
        }
        #expect(text.hasPrefix("closing 1 of 2, not \(held[1].contract.tradingSymbol) "))
        #expect(text.contains("STALE_VERSION"))
        #expect(test.desk.parts.positions.live.map(\.id) == [held[1].id])

        // None at all is a refusal; each that was named is a success.
        let gone = await test.command(.closePositions([targets[0], targets[0]]))
        guard case .refused(let denial)? = gone else {
            Issue.record("\(String(describing: gone))")
            return
        }
        #expect(denial.code == .notFound)
    }

    @Test("closing several is a success when each of them is closed")
    func severalAtOnce() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"), test.signal("two", strategy: "other"))
        let both = test.desk.parts.positions.live.map { PositionTarget($0) }
        #expect(
            await test.command(.closePositions(both)) == .accepted("closing 2 positions"))
        #expect(test.desk.parts.positions.live.isEmpty)
    }

    @Test("so many lots are sold as were asked for, and the rest stays open under its rules")
    func part() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let position = try await test.position()
        try #require(position.remainingLots >= 3)
        let target = PositionTarget(id: position.id, version: position.version)
        guard case .accepted = await test.command(.closePart(target, lots: 2)) else {
            Issue.record("the part was refused")
            return
        }
        let rest = try await test.position()
        #expect(rest.soldQuantity == Quantity(2 * position.contract.lotUnits))
        #expect(rest.status == .partial)
        #expect(rest.workingExit == nil)
        #expect(!rest.hasBookedPartial)
        #expect(rest.version > position.version)
        // The screen's version is an old one now.
        guard case .refused(let denial) = await test.command(.closePart(target, lots: 1)) else {
            Issue.record("a stale part was accepted")
            return
        }
        #expect(denial.code == .staleVersion)
        try await test.move(position.contract, to: Price(paise: 50_00))
        let closed = try await test.position()
        #expect(closed.status == .closed)
        #expect(closed.exitReason == .stopLoss)
        try await test.expectBalanced()
    }

    @Test(
        "more lots than are open, and none, are refused, and nothing is sent",
        arguments: [-1, 0, 1])
    func partBeyond(_ surplus: Int) async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let position = try await test.position()
        let lots = surplus > 0 ? position.remainingLots + surplus : surplus
        let target = PositionTarget(id: position.id, version: position.version)
        guard case .refused(let denial) = await test.command(.closePart(target, lots: lots)) else {
            Issue.record("\(lots) lots were accepted")
            return
        }
        #expect(denial.code == .notFound)
        #expect(denial.reason.contains("\(position.remainingLots) are held"))
        #expect(test.broker.orders.count == 1)
        #expect(try await test.position() == position)
    }

    @Test("new levels are taken; a falling stop is refused")
    func levels() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let position = try await test.position()
        let target = PositionTarget(id: position.id, version: position.version)
        _ = await test.command(
            .setLevels(target, stop: Price(paise: 80_00), target: Price(paise: 200_00)))
        let changed = try await test.position()
        #expect(changed.stop == Price(paise: 80_00))
        #expect(changed.target == Price(paise: 200_00))
        let again = PositionTarget(id: changed.id, version: changed.version)
        let verdict = await test.command(
            .setLevels(again, stop: Price(paise: 70_00), target: Price(paise: 200_00)))
        guard case .refused(let denial) = verdict else {
            Issue.record("a falling stop was accepted")
            return
        }
        #expect(denial.code == .badLevels)
    }

    @Test("a halted desk refuses entries, also after a restart, until it is resumed")
    func halt() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let first = try await TestDesk(ledger: ledger)
        _ = await first.command(.halt(reason: "lunch"))
        try await first.send(first.signal("a"))
        #expect(first.desk.summary.denials == ["HALTED": 1])
        _ = await first.desk.stop(withinSeconds: 5)

        let second = try await TestDesk(ledger: ledger)
        #expect(second.desk.summary.riskState == "HALTED")
        _ = await second.command(.resume())
        try await second.send(second.signal("b"))
        #expect(try await second.status(of: "b") == .active)
    }

    @Test("a paused intake refuses signals while exits go on")
    func pause() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("a", strategy: "a"))
        _ = await test.command(.pauseIntake)
        try await test.send(test.signal("b", strategy: "b"))
        #expect(test.desk.summary.denials == ["INTAKE_PAUSED": 1])
        try await test.move(try await test.position().contract, to: Price(paise: 50_00))
        #expect(test.desk.summary.positionsOpen == 0)
        _ = await test.command(.resumeIntake)
        try await test.send(test.signal("c", strategy: "c"))
        #expect(try await test.status(of: "c") == .active)
        try await test.expectBalanced()
    }

    @Test("flatten closes everything and halts the desk")
    func flatten() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("a", strategy: "a"), test.signal("b", strategy: "b"))
        _ = await test.command(.flatten)
        #expect(test.desk.summary.positionsOpen == 0)
        #expect(try await test.positions().allSatisfy { $0.exitReason == .flatten })
        #expect(test.desk.summary.riskState == "HALTED")
        try await test.expectBalanced()
    }

    @Test("an injected signal is answered with what became of it: bought, or refused with its code")
    func inject() async throws {
        let test = try await TestDesk()
        let bought = await test.command(.injectSignal(test.signal("i1")))
        guard case .accepted(let text) = bought else {
            Issue.record("the signal was refused")
            return
        }
        #expect(text.contains("buying"))
        var wrong = test.signal("i2")
        wrong.stopLoss = 26_000
        guard case .refused(let denial) = await test.command(.injectSignal(wrong)) else {
            Issue.record("a signal with wrong levels was accepted")
            return
        }
        #expect(denial.code == .badLevels)
    }

    @Test("a handler can be paused and goes on; an unknown one is refused")
    func pauseHandler() async throws {
        let test = try await TestDesk()
        _ = await test.command(.pauseHandler("executor"))
        try await test.send(test.signal("waits"))
        #expect(try await test.positions().isEmpty)
        _ = await test.command(.resumeHandler("executor"))
        #expect(try await test.status(of: "waits") == .active)
        guard case .refused(let denial) = await test.command(.pauseHandler("nobody")) else {
            Issue.record("an unknown handler was paused")
            return
        }
        #expect(denial.code == .notFound)
    }
}

extension Signal {
    /// The signal with a target so far away.
    fileprivate func expecting(percent: Double) -> Signal {
        var signal = self
        signal.target = signal.entryPrice * (1 + percent / 100)
        return signal
    }
}
