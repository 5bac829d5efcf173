import Testing

@testable import EventBus

/// What races decide, without the race: late comers are brought in by hand.
@Suite struct OrderingTests {
    private func event(_ sequence: UInt64) -> Event<Int> {
        let event = Event(
            .tick(Int(sequence)), at: ClockReading(monotonicNanoseconds: 0, wallNanoseconds: 0))
        event.stamp.sequence = sequence
        return event
    }

    @Test func `an event that comes late does not replace a newer one with its key`() throws {
        let table = CoalescingTable(keyLimit: 4)
        let cell = try #require(table.cell(of: 9))
        #expect(table.put(.passRetained(event(6)), in: cell, orderKey: 0) == nil)
        #expect(table.put(.passRetained(event(5)), in: cell, orderKey: 0)?.sequence == 5)
        #expect(table.put(.passRetained(event(7)), in: cell, orderKey: 0)?.sequence == 6)
        #expect(table.depth == 1)
        #expect(table.next().map(table.take)?.sequence == 7)
        #expect(table.next() == nil)
    }

    @Test func `keys own their cells until none is left`() throws {
        let table = CoalescingTable(keyLimit: 3)
        let cells = [0, 5, 6, 7].map { table.cell(of: $0) }
        #expect(Set(cells).count == 4 && !cells.contains(nil))
        #expect(table.cell(of: 8) == nil)
        #expect(table.cell(of: 6) == cells[2])
    }

    @Test func `an event that comes late does not push a newer one out of the history`() {
        let history = History(limit: 4)
        for sequence in [1, 2, 3, 4, 6, 7, 8] as [UInt64] { history.record(event(sequence)) }
        history.record(event(5))
        #expect(history.events(last: 9) { _ in true }.map(\.sequence) == [5, 6, 7, 8])
        history.record(event(1))
        #expect(history.events(last: 9) { _ in true }.map(\.sequence) == [5, 6, 7, 8])
    }

    @Test func `a change waits for publishers who began before it, and for no others`() async {
        final class Door: Sendable {
            let gate = PublishGate()
            let isOver = Switch(false)
        }
        let door = Door()
        let early = door.gate.enter()
        let change = Task {
            await door.gate.synchronize()
            door.isOver.set(true)
        }
        var late = door.gate.enter()
        // Until the change has begun, publishers are let in as early ones.
        while late == early {
            door.gate.leave(late)
            await Task.yield()
            late = door.gate.enter()
        }
        for _ in 0..<100 { await Task.yield() }
        #expect(!door.isOver.isOn)
        door.gate.leave(early)
        await change.value
        #expect(door.isOver.isOn)
        door.gate.leave(late)
    }

    @Test func `an invocation can be taken away once, and only the one that was looked at`() async {
        let slot = WorkerSlot(index: 0, handler: "test", core: Bus<Int>(clock: ManualClock()).core)
        slot.hold(Task {})
        let work = Work(event(1))
        let first = slot.begin(work, at: 10)
        #expect(slot.claim(startedBefore: 10)?.event == nil)
        #expect(slot.finish(first))
        #expect(slot.claim(startedBefore: 11)?.event == nil)
        let second = slot.begin(work, at: 20)
        #expect(slot.claim(startedBefore: 21)?.event === work.event)
        #expect(slot.claim(startedBefore: 21)?.event == nil)
        #expect(!slot.finish(second))
        await slot.waitForClaim(of: second)
        #expect(!slot.finish(first))
    }
}
