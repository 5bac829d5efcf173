import EventBus

/// The promises of the bus.
enum BusChecks {
    /// All of them.
    ///
    /// - Parameter slow: How long the slow handler of the isolation test takes.
    /// - Returns: The checks in their order.
    static func all(slow: Duration) -> [VerifyCheck] {
        [
            isolation(slow: slow), parallelSignals, hundredConcurrent, independentTasks,
            exactCounters, immutableEvents, noDeadlock,
        ]
    }

    private struct Broken: Error, CustomStringConvertible {
        let description = "handler A fails on purpose"
    }

    private static var once: SubscriptionOptions<Int> {
        SubscriptionOptions(timeout: .seconds(60), retry: .never)
    }

    /// A fails, B is slow, C is instant: nobody waits for anybody, not even the next event.
    private static func isolation(slow: Duration) -> VerifyCheck {
        VerifyCheck(name: "A fails, B slow, C instant; the next event's C is not held back") {
            let letters = DeadLetterCollector<Int>()
            let bus = Bus<Int>(deadLetters: letters)
            let seen = Tally()
            try bus.subscribe("A", to: ["verify.event"], options: once) { _ in throw Broken() }
            try bus.subscribe("B", to: ["verify.event"], options: once) { context in
                if context.payload == 1 { try await Task.sleep(for: slow) }
                seen.add("B\(context.payload)")
            }
            try bus.subscribe("C", to: ["verify.event"], options: once) { context in
                seen.add("C\(context.payload)")
            }
            let start = ContinuousClock.now
            try await bus.publish(EventDraft("verify.event", 1, source: "verify"))
            try await seen.wait { seen.labels.contains("C1") }
            let second = ContinuousClock.now
            try await bus.publish(EventDraft("verify.event", 2, source: "verify"))
            try await seen.wait { seen.labels.contains("C2") }
            try await seen.wait(atMost: slow + .seconds(20)) { seen.labels.contains("B1") }
            try await seen.wait { letters.letters.count == 2 }
            guard let c1 = seen.time(of: "C1"), let c2 = seen.time(of: "C2"),
                let b1 = seen.time(of: "B1")
            else { throw VerifyCheck.Failed("a handler left no mark") }
            let (first, next, total) = (c1 - start, c2 - second, b1 - start)
            try require(first < slow / 2, "C took \(Stopwatch.text(first))")
            try require(next < slow / 2, "the next event's C took \(Stopwatch.text(next))")
            try require(
                total >= slow && total < slow * 2,
                "B took \(Stopwatch.text(total)), \(Stopwatch.text(slow)) were expected")
            _ = await bus.stop(within: .seconds(5))
            return
                "C \(Stopwatch.text(first)), next C \(Stopwatch.text(next)), B \(Stopwatch.text(total)), "
                + "A in the dead letters"
        }
    }

    /// Ten signals whose handler takes T take about T, not ten times T.
    private static let parallelSignals = VerifyCheck(
        name: "10 signals with a T = 50 ms handler take about T"
    ) {
        let elapsed = try await time(events: 10, each: .milliseconds(50))
        try require(elapsed < .milliseconds(250), "took \(Stopwatch.text(elapsed))")
        return Stopwatch.text(elapsed)
    }

    private static let hundredConcurrent = VerifyCheck(
        name: "100 concurrent events drain in parallel"
    ) {
        let elapsed = try await time(events: 100, each: .milliseconds(10))
        try require(
            elapsed < .milliseconds(250), "took \(Stopwatch.text(elapsed)) of 1000 ms in a row")
        return "\(Stopwatch.text(elapsed)) with a 10 ms handler"
    }

    private static func time(events: Int, each: Duration) async throws -> Duration {
        let bus = Bus<Int>()
        let seen = Tally()
        try bus.subscribe("slow", to: ["verify.event"]) { _ in
            try await Task.sleep(for: each)
            seen.add()
        }
        let watch = Stopwatch()
        for number in 0..<events {
            try await bus.publish(EventDraft("verify.event", number, source: "verify"))
        }
        try await seen.wait { seen.count == events }
        let elapsed = watch.elapsed
        _ = await bus.stop(within: .seconds(5))
        return elapsed
    }

    /// Three handlers that wait for each other can only pass when each runs in a task of its own.
    private static let independentTasks = VerifyCheck(
        name: "the bus runs every handler in its own task"
    ) {
        let bus = Bus<Int>()
        let arrived = Tally()
        let tasks = Tally()
        for name in ["one", "two", "three"] {
            try bus.subscribe(name, to: ["verify.event"], options: once) { context in
                arrived.add(name)
                try await arrived.wait { arrived.count == 3 }
                tasks.add(context.taskID)
            }
        }
        try await bus.publish(EventDraft("verify.event", 1, source: "verify"))
        try await tasks.wait { tasks.count == 3 }
        try require(tasks.labels.count == 3, "task ids: \(tasks.labels)")
        _ = await bus.stop(within: .seconds(5))
        return "3 handlers waited for each other, \(tasks.labels.sorted().joined(separator: ", "))"
    }

    private static let exactCounters = VerifyCheck(name: "counters are atomic and exact") {
        let bus = Bus<Int>()
        let (producers, each) = (8, 5_000)
        try bus.subscribe("counted", to: ["verify.event"], options: once) { _ in }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<producers {
                group.addTask {
                    for number in 0..<each {
                        try await bus.publish(EventDraft("verify.event", number, source: "verify"))
                    }
                }
            }
            try await group.waitForAll()
        }
        let report = await bus.stop(within: .seconds(30))
        let statistics = bus.statistics()
        try require(report.isComplete, "not drained: \(report)")
        try require(
            statistics.published == UInt64(producers * each)
                && statistics.processed == statistics.published,
            "published \(statistics.published), processed \(statistics.processed)")
        return
            "\(producers) publishers, \(statistics.published) published = \(statistics.processed) processed"
    }

    /// The compiler proves that an event cannot be changed; here every handler is seen to get the same one.
    private static let immutableEvents = VerifyCheck(name: "events are immutable and shared") {
        let bus = Bus<[Int]>()
        let seen = Tally()
        let payload = Array(0..<100)
        for name in ["one", "two", "three"] {
            try bus.subscribe(name, to: ["verify.event"]) { context in
                var copy = context.payload
                copy[0] = -1
                seen.add(
                    "\(ObjectIdentifier(context.event)) \(context.event.payload == payload)")
            }
        }
        try await bus.publish(EventDraft("verify.event", payload, source: "verify"))
        try await seen.wait { seen.count == 3 }
        try require(
            seen.labels.count == 1 && seen.labels.allSatisfy { $0.hasSuffix("true") },
            "handlers saw \(seen.labels)")
        _ = await bus.stop(within: .seconds(5))
        return "3 handlers, 1 object, unchanged"
    }

    /// A stop in the worst state: a handler that ignores everything, and publishers that wait for room.
    private static let noDeadlock = VerifyCheck(
        name: "no deadlock: stop returns by its deadline in the worst state"
    ) {
        let bus = Bus<Int>()
        let release = Tally()
        try bus.subscribe(
            "deaf", to: ["verify.event"],
            options: SubscriptionOptions(
                policy: .serial, capacity: 4, timeout: .seconds(60), retry: .never)
        ) { _ in
            // Deaf to cancellation: it leaves only when the check lets it.
            while release.count == 0 { await Task.yield() }
        }
        let refused = Tally()
        let publishers = (0..<20).map { number in
            Task {
                do {
                    try await bus.publish(EventDraft("verify.event", number, source: "verify"))
                } catch {
                    refused.add()
                }
            }
        }
        try await release.wait { bus.statistics().suspendedPublishers > 0 }
        let watch = Stopwatch()
        let report = await bus.stop(within: .milliseconds(300))
        let elapsed = watch.elapsed
        release.add()
        for publisher in publishers { await publisher.value }
        try require(elapsed < .seconds(3), "stop took \(Stopwatch.text(elapsed))")
        try require(refused.count > 0, "no blocked publisher was released")
        return
            "stopped in \(Stopwatch.text(elapsed)), \(report.releasedPublishers) publisher(s) released, "
            + "\(report.remaining.reduce(0) { $0 + $1.queued + $1.running }) event(s) reported"
    }
}
