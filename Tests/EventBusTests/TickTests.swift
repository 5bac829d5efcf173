import Synchronization
import Testing

@testable import EventBus

/// A clock that tells how often its ticks are asked for, and gives one when told to.
private final class AskedClock: BusClock {
    private struct State {
        var tickers: [Int: (interval: Duration, tick: @Sendable () -> Void)] = [:]
        var next = 0
    }

    private let clock = ManualClock()
    private let state = Mutex(State())

    /// The intervals of all ticks that were asked for and not ended.
    var intervals: [Duration] { state.withLock { $0.tickers.values.map(\.interval) } }

    func read() -> ClockReading { clock.read() }

    func every(_ interval: Duration, _ tick: @escaping @Sendable () -> Void) -> ClockTicker {
        let number = state.withLock { state in
            state.next += 1
            state.tickers[state.next] = (interval, tick)
            return state.next
        }
        return ClockTicker { [self] in state.withLock { $0.tickers[number] = nil } }
    }

    func tick() {
        for ticker in state.withLock({ Array($0.tickers.values) }) { ticker.tick() }
    }
}

@Suite struct TickTests {
    private let clock = AskedClock()
    private let pace = BusConfiguration().tick

    private func makeBus() -> Bus<Int> {
        Bus<Int>(clock: clock, execution: .stepped(order: .fifo))
    }

    @Test func `ticks are ten times rarer while nothing is under way`() throws {
        let bus = makeBus()
        try bus.subscribe("idle", to: ["t"]) { _ in }
        #expect(clock.intervals == [pace])
        clock.tick()
        #expect(clock.intervals == [pace * 10])
        withExtendedLifetime(bus) {}
    }

    @Test func `an event that waits keeps the ticks at their pace`() async throws {
        let bus = makeBus()
        try bus.subscribe("busy", to: ["t"]) { _ in }
        try bus.tryPublish(EventDraft("t", 1, source: "t"))
        clock.tick()
        #expect(clock.intervals == [pace])
        await bus.runUntilIdle()
        clock.tick()
        #expect(clock.intervals == [pace * 10])
    }

    @Test func `the first slow tick that finds an event brings the ticks back to their pace`()
        async throws
    {
        let bus = makeBus()
        try bus.subscribe("busy", to: ["t"]) { _ in }
        clock.tick()
        try bus.tryPublish(EventDraft("t", 1, source: "t"))
        #expect(clock.intervals == [pace * 10])
        clock.tick()
        #expect(clock.intervals == [pace])
        await bus.runUntilIdle()
        clock.tick()
        #expect(clock.intervals == [pace * 10])
    }

    @Test func `a retry brings the ticks back to their pace`() async throws {
        let bus = makeBus()
        try bus.subscribe("fragile", to: ["t"]) { _ in throw Mishap() }
        clock.tick()
        try bus.tryPublish(EventDraft("t", 1, source: "t"))
        await bus.runUntilIdle()
        #expect(clock.intervals == [pace])
    }

    @Test func `a drain brings the ticks back to their pace`() async throws {
        let bus = makeBus()
        try bus.subscribe("idle", to: ["t"]) { _ in }
        clock.tick()
        _ = await bus.drain(within: .seconds(1))
        #expect(clock.intervals == [pace])
        clock.tick()
        #expect(clock.intervals == [pace])
    }

    @Test func `a timeout shorter than the slow ticks keeps them at their pace`() throws {
        let bus = makeBus()
        clock.tick()
        #expect(clock.intervals == [pace * 10])
        try bus.subscribe(
            "hasty", to: ["t"], options: SubscriptionOptions(timeout: pace * 10 - .nanoseconds(1))
        ) { _ in }
        #expect(clock.intervals == [pace])
        clock.tick()
        #expect(clock.intervals == [pace])
        withExtendedLifetime(bus) {}
    }

    @Test func `a bus that has stopped asks for no ticks`() async throws {
        let bus = makeBus()
        clock.tick()
        _ = await bus.stop(within: .seconds(1))
        #expect(clock.intervals.isEmpty)
    }
}
