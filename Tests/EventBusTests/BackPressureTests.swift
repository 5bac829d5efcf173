import Testing

@testable import EventBus

@Suite struct BackPressureTests {
    /// A bus whose one handler is paused, so that its queue fills.
    private func paused(
        _ backPressure: BackPressure<Int>, capacity: Int = 2, policy: HandlerPolicy<Int> = .serial,
        seen: Recorder<Int>
    ) throws -> Bus<Int> {
        let bus = Bus<Int>(clock: ManualClock())
        try bus.subscribe(
            "handler", to: ["test.tick"],
            options: .init(policy: policy, backPressure: backPressure, capacity: capacity)
        ) { seen.add($0.payload) }
        bus.pause("handler")
        return bus
    }

    @Test func `a full handler that refuses refuses the publish as a whole`() async throws {
        let seen = Recorder<Int>()
        let other = Recorder<Int>()
        let bus = try paused(.fail, seen: seen)
        try bus.subscribe("other", to: ["test.tick"]) { other.add($0.payload) }
        for number in 0..<2 { try await bus.publish(.tick(number)) }
        await #expect(throws: PublishError.full(handler: "handler")) {
            try await bus.publish(.tick(2))
        }
        #expect(bus.statistics().refused == 1)
        #expect(bus.statistics().published == 2)
        bus.resume("handler")
        await bus.untilIdle()
        #expect(seen.all == [0, 1])
        #expect(other.all.sorted() == [0, 1])
        bus.assertBalanced()
    }

    @Test func `a full handler that suspends makes the publisher wait, and keeps its order`()
        async throws
    {
        let seen = Recorder<Int>()
        let bus = try paused(.suspend, seen: seen)
        let publisher = Task {
            for number in 0..<100 { try await bus.publish(.tick(number)) }
        }
        await until { bus.statistics().suspendedPublishers == 1 }
        #expect(throws: PublishError.wouldSuspend(handler: "handler")) {
            try bus.tryPublish(.tick(-1))
        }
        #expect(bus.numbers(of: "handler")?.depth.normal == 2)
        bus.resume("handler")
        try await publisher.value
        await bus.untilIdle()
        #expect(seen.all == Array(0..<100))
        bus.assertBalanced()
    }

    @Test func `a waiting publisher that is cancelled gives up`() async throws {
        let bus = try paused(.suspend, seen: Recorder())
        for number in 0..<2 { try await bus.publish(.tick(number)) }
        let publisher = Task { () -> PublishError? in
            do throws(PublishError) {
                try await bus.publish(.tick(2))
                return nil
            } catch { return error }
        }
        await until { bus.statistics().suspendedPublishers == 1 }
        publisher.cancel()
        #expect(await publisher.value == .cancelled)
        #expect(bus.statistics().suspendedPublishers == 0)
        bus.resume("handler")
        await bus.untilIdle()
        bus.assertBalanced()
    }

    @Test func `many waiting publishers all get through`() async throws {
        let seen = Recorder<Int>()
        let bus = try paused(.suspend, capacity: 1, seen: seen)
        let publishers = Task {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<50 { group.addTask { try await bus.publish(.tick(number)) } }
                try await group.waitForAll()
            }
        }
        await until { bus.statistics().suspendedPublishers == 49 }
        bus.resume("handler")
        try await publishers.value
        await bus.untilIdle()
        #expect(seen.all.sorted() == Array(0..<50))
        bus.assertBalanced()
    }

    @Test func `the oldest is dropped for the newest`() async throws {
        let seen = Recorder<Int>()
        let bus = try paused(.dropOldest, seen: seen)
        for number in 0..<5 { try await bus.publish(.tick(number)) }
        #expect(bus.numbers(of: "handler")?.droppedOldest == 3)
        bus.resume("handler")
        await bus.untilIdle()
        #expect(seen.all == [3, 4])
        bus.assertBalanced()
    }

    @Test func `the oldest of a keyed handler is dropped too`() async throws {
        let seen = Recorder<Int>()
        let bus = try paused(
            .dropOldest, policy: .keyed(limit: 2, by: { UInt64($0.payload) }), seen: seen)
        for number in 0..<5 { try await bus.publish(.tick(number)) }
        bus.resume("handler")
        await bus.untilIdle()
        #expect(seen.all.sorted() == [3, 4])
        bus.assertBalanced()
    }

    @Test func `the newest is dropped when the policy says so`() async throws {
        let seen = Recorder<Int>()
        let bus = try paused(.dropNewest, seen: seen)
        for number in 0..<5 { try await bus.publish(.tick(number)) }
        #expect(bus.numbers(of: "handler")?.droppedNewest == 3)
        bus.resume("handler")
        await bus.untilIdle()
        #expect(seen.all == [0, 1])
        bus.assertBalanced()
    }

    @Test func `coalescing keeps the newest of each key and takes no more room than keys`()
        async throws
    {
        let seen = Recorder<Int>()
        let bus = try paused(.coalesce(by: { UInt64($0.payload % 3) }), seen: seen)
        for number in 0..<30_000 { try await bus.publish(.tick(number)) }
        let numbers = try #require(bus.numbers(of: "handler"))
        #expect(numbers.depth.coalescing == 3)
        #expect(numbers.coalesced == 29_997)
        bus.resume("handler")
        await bus.untilIdle()
        #expect(seen.all == [29_997, 29_998, 29_999])
        bus.assertBalanced()
    }

    @Test func `events without a key are never replaced, and critical ones go first`() async throws
    {
        let seen = Recorder<Int>()
        let bus = try paused(.coalesce(by: { $0.payload < 0 ? nil : 0 }), seen: seen)
        for number in 0..<100 { try await bus.publish(.tick(number)) }
        try await bus.publish(.tick(-1))
        try await bus.publish(.tick(-2))
        #expect(throws: PublishError.wouldSuspend(handler: "handler")) {
            try bus.tryPublish(.tick(-3))
        }
        try await bus.publish(.tick(-4, priority: .critical))
        bus.resume("handler")
        await bus.untilIdle()
        #expect(seen.all.first == -4)
        #expect(Set(seen.all) == [-4, -1, -2, 99])
        bus.assertBalanced()
    }

    @Test func `a keyed handler coalesces by key while a key is busy`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        let latch = Latch()
        try bus.subscribe(
            "positions", to: ["test.tick"],
            options: .init(
                policy: .keyed(limit: 4, by: { UInt64($0.payload % 2) }),
                backPressure: .coalesce(by: { $0.payload < 1_000 ? UInt64($0.payload % 2) : nil }))
        ) { context in
            if context.payload == 0 { await latch.wait() }
            seen.add(context.payload)
        }
        try await bus.publish(.tick(0))
        await until { bus.numbers(of: "positions")?.inFlight == 1 }
        for number in stride(from: 2, to: 900, by: 2) { try await bus.publish(.tick(number)) }
        try await bus.publish(.tick(1_000))
        try await bus.publish(.tick(1))
        await until { seen.count == 1 }
        #expect(seen.all == [1])
        latch.open()
        await bus.untilIdle()
        #expect(seen.all.prefix(2) == [1, 0])
        #expect(Set(seen.all) == [1, 0, 898, 1_000])
        bus.assertBalanced()
    }

    @Test func `of two events with one key the one published later wins, whatever the race`()
        async throws
    {
        let seen = Recorder<UInt64>()
        let bus = Bus<Int>(clock: ManualClock())
        try bus.subscribe(
            "handler", to: ["test.tick"],
            options: .init(policy: .serial, backPressure: .coalesce(by: { _ in 7 }))
        ) { seen.add($0.event.sequence) }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for number in 0..<5_000 { _ = try? await bus.publish(.tick(number)) }
                }
            }
        }
        await bus.untilIdle()
        #expect(seen.all.last == 20_000)
        bus.assertBalanced()
    }

    @Test func `an event waits for a bounded number of more urgent ones`() async throws {
        let seen = Recorder<Int>()
        let bus = try paused(.suspend, capacity: 1_000, seen: seen)
        for number in 0..<900 { try await bus.publish(.tick(number, priority: .high)) }
        try await bus.publish(.tick(1_000, priority: .low))
        try await bus.publish(.tick(2_000, priority: .critical))
        try await bus.publish(.tick(3_000, priority: .normal))
        bus.resume("handler")
        await bus.untilIdle()
        let order = seen.all
        #expect(order.first == 2_000)
        #expect(try #require(order.firstIndex(of: 1_000)) <= 16)
        #expect(try #require(order.firstIndex(of: 3_000)) <= 5)
        #expect(order.filter { $0 < 900 } == Array(0..<900))
        bus.assertBalanced()
    }
}
