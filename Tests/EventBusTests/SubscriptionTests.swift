import Testing

@testable import EventBus

@Suite struct SubscriptionTests {
    @Test func `an option out of range is refused with its name`() {
        let bus = Bus<Int>(clock: ManualClock())
        func refusal(_ options: SubscriptionOptions<Int>) -> SubscriptionError? {
            do throws(SubscriptionError) {
                try bus.subscribe("x", to: [">"], options: options) { _ in }
                return nil
            } catch { return error }
        }
        #expect(
            refusal(.init(capacity: 0))
                == .invalidOption(
                    handler: "x", option: "capacity", found: "0", expected: "1 to 16,777,216"))
        #expect(
            refusal(.init(policy: .parallel(limit: 0)))
                == .invalidOption(
                    handler: "x", option: "limit", found: "0", expected: "1 to 100,000"))
        #expect(refusal(.init(timeout: .zero))?.description.contains("timeout") == true)
        #expect(
            refusal(.init(retry: RetryPolicy(attempts: 0)))?.description.contains("attempts")
                == true)
        #expect(throws: SubscriptionError.noPattern(handler: "x")) {
            try bus.subscribe("x", to: []) { _ in }
        }
        #expect(refusal(.init()) == nil)
        #expect(refusal(.init()) == .nameTaken("x"))
    }

    @Test func `after unsubscribing nothing published later arrives, what waits is handled`()
        async throws
    {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        let subscription = try bus.subscribe("handler", to: ["test.tick"]) { seen.add($0.payload) }
        bus.pause("handler")
        try await bus.publish(.tick(0))
        bus.resume("handler")
        await bus.unsubscribe(subscription)
        await bus.unsubscribe(subscription)
        try await bus.publish(.tick(1))
        await bus.untilIdle()
        #expect(seen.all == [0])
        #expect(bus.statistics().subscriptions == 0)
        try bus.subscribe("handler", to: ["test.tick"]) { seen.add($0.payload) }
        try await bus.publish(.tick(2))
        await bus.untilIdle()
        #expect(seen.all == [0, 2])
        #expect(bus.statistics().processed == 2)
    }

    @Test func `a publisher that waits for a handler that leaves goes on without it`() async throws
    {
        let bus = Bus<Int>(clock: ManualClock())
        let subscription = try bus.subscribe("full", to: ["test.tick"], options: .init(capacity: 1))
        { _ in }
        bus.pause("full")
        try await bus.publish(.tick(0))
        let publisher = Task { try await bus.publish(.tick(1)) }
        await until { bus.statistics().suspendedPublishers == 1 }
        await bus.unsubscribe(subscription)
        #expect(try await publisher.value.sequence == 2)
    }
}

@Suite struct SubscriptionStress {
    @Test func `subscribing and unsubscribing while others publish loses and adds nothing`()
        async throws
    {
        let bus = Bus<Int>(clock: ManualClock())
        let isDone = Switch(false)
        let always = Counter()
        try bus.subscribe("always", to: ["test.tick"]) { _ in always.add() }
        let published = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    while !isDone.isOn {
                        try await bus.publish(.tick(0))
                        published.add()
                    }
                }
            }
            group.addTask {
                for round in 0..<150 * stress {
                    let box = Recorder<Int>()
                    let subscription = try bus.subscribe("guest \(round)", to: ["test.*"]) {
                        box.add($0.payload)
                    }
                    // Published after subscribing: must arrive.
                    try await bus.publish(.tick(1))
                    await until { box.all.contains(1) }
                    await bus.unsubscribe(subscription)
                    // Published after unsubscribing: must not.
                    try await bus.publish(.tick(2))
                    if box.all.contains(2) { Issue.record("delivered after unsubscribing") }
                }
                isDone.set(true)
            }
            try await group.waitForAll()
        }
        let report = await bus.drain(within: .seconds(60))
        #expect(report.isComplete)
        #expect(always.value == published.value + 300 * stress)
        bus.assertBalanced()
        let numbers = bus.statistics()
        #expect(numbers.delivered == numbers.processed)
    }
}
