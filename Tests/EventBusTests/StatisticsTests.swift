import Synchronization
import Testing

@testable import EventBus

@Suite struct StatisticsTests {
    @Test func `depth, age and waits are shown`() async throws {
        let clock = ManualClock()
        let bus = Bus<Int>(clock: clock)
        try bus.subscribe("handler", to: ["test.tick"], options: .init(policy: .serial)) { _ in
            clock.advance(by: .milliseconds(10))
        }
        bus.pause("handler")
        try await bus.publish(.tick(0))
        clock.advance(by: .seconds(2))
        try await bus.publish(.tick(1, priority: .high))
        clock.advance(by: .seconds(1))
        let waiting = try #require(bus.numbers(of: "handler"))
        #expect(waiting.depth.normal == 1)
        #expect(waiting.depth.high == 1)
        #expect(waiting.oldestAgeNanoseconds == 3_000_000_000)
        #expect(waiting.isPaused)
        #expect(waiting.pauseReason == "paused")
        #expect(waiting.policy == "serial")
        #expect(waiting.patterns == ["test.tick"])
        bus.resume("handler")
        await bus.untilIdle()
        let done = try #require(bus.numbers(of: "handler"))
        #expect(done.run.count == 2)
        #expect(abs(Double(done.run.p50) / 10_000_000 - 1) < 0.04)
        #expect(done.wait.count == 2)
        #expect(abs(Double(done.wait.max) / 3_010_000_000 - 1) < 0.04)
        #expect(done.run.octaves[23] == 2)
        bus.assertBalanced()
    }

    @Test func `percentiles are within three percent`() {
        let histogram = AtomicHistogram()
        for value in 1...100_000 as ClosedRange<Int64> { histogram.record(value * 100) }
        let read = histogram.percentiles()
        #expect(read.count == 100_000)
        for (found, expected) in [
            (read.p50, 5_000_000), (read.p90, 9_000_000), (read.p99, 9_900_000),
            (read.max, 10_000_000),
        ] {
            #expect(abs(Double(found) / Double(expected) - 1) < 0.03)
        }
        histogram.record(-5)
        histogram.record(.max)
        let extreme = histogram.percentiles()
        #expect(extreme.count == 100_002)
        histogram.rotate()
        histogram.rotate()
        #expect(histogram.percentiles() == LatencyPercentiles())
    }

    @Test func `rates are measured by the second`() async throws {
        let clock = ManualClock()
        let bus = Bus<Int>(clock: clock)
        try bus.subscribe("handler", to: ["test.tick"]) { _ in }
        for number in 0..<300 { try await bus.publish(.tick(number)) }
        await bus.untilIdle()
        clock.advance(by: .seconds(2))
        #expect(bus.statistics().publishedPerSecond == 150)
        #expect(bus.numbers(of: "handler")?.executedPerSecond == 150)
        #expect(bus.statistics().processedPerSecond == 150)
        #expect(bus.statistics().uptimeNanoseconds == 2_000_000_000)
    }

    @Test func `a deep queue raises one alarm, and is relieved at half of it`() async throws {
        let clock = ManualClock()
        let alarms = Recorder<BusAlarm>()
        let bus = Bus<Int>(clock: clock, onAlarm: { alarms.add($0) })
        let latch = Latch()
        let seen = Recorder<Int>()
        try bus.subscribe("handler", to: ["test.tick"], options: .init(policy: .serial)) {
            context in
            if context.payload == 60 { await latch.wait() }
            seen.add(context.payload)
        }
        bus.pause("handler")
        for number in 0..<99 { try await bus.publish(.tick(number)) }
        clock.advance(by: .milliseconds(5))
        #expect(alarms.count == 0)
        try await bus.publish(.tick(99))
        clock.advance(by: .milliseconds(5))
        clock.advance(by: .milliseconds(5))
        #expect(alarms.all == [.queueDeep(handler: "handler", depth: 100)])
        bus.resume("handler")
        await until { seen.count == 60 && bus.numbers(of: "handler")?.depth.total == 39 }
        clock.advance(by: .milliseconds(5))
        #expect(alarms.all.last == .queueRelieved(handler: "handler", depth: 39))
        latch.open()
        await bus.untilIdle()
        #expect(alarms.count == 2)
        bus.assertBalanced()
    }

    @Test func `workers are started when there is work, and no more than the ceiling`() async throws
    {
        var configuration = BusConfiguration()
        configuration.taskCeiling = 3
        let bus = Bus<Int>(configuration: configuration, clock: ManualClock())
        let latch = Latch()
        let running = Counter()
        try bus.subscribe("handler", to: ["test.tick"]) { _ in
            running.add()
            await latch.wait()
        }
        #expect(bus.statistics().tasksAlive == 0)
        for number in 0..<10 { try await bus.publish(.tick(number)) }
        await until { running.value == 3 }
        for _ in 0..<50 { await Task.yield() }
        #expect(running.value == 3)
        #expect(bus.statistics().tasksAlive == 3)
        latch.open()
        await bus.untilIdle()
        bus.assertBalanced()
    }

    @Test func `workers that are parked at the ceiling keep no other handler from its first`()
        throws
    {
        let bench = HandDriven(taskCeiling: 3)
        let bus = bench.bus
        let latch = Latch()
        let seen = Recorder<String>()
        try bus.subscribe("greedy", to: ["test.tick"]) { _ in await latch.wait() }
        try bus.subscribe("late", to: ["test.tock"]) { seen.add($0.handler) }
        for number in 0..<3 { try bus.tryPublish(.tick(number)) }
        bench.run()
        latch.open()
        bench.run()
        try bus.tryPublish(EventDraft("test.tock", 1, source: "test"))
        bench.run()
        #expect(seen.all == ["late"])
    }
}
