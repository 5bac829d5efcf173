import EventBus
import Synchronization

/// The bus with everything on: statistics, history, timeouts, the way to the dead letters.
enum BusBenchmarks {
    static let all = [
        throughput(handlers: 1), throughput(handlers: 3), throughput(handlers: 10), failing,
        latency(percentile: 0.5), latency(percentile: 0.99), isolation,
    ]

    private static let events = 200_000

    /// Events published and handled by every handler, from one publisher.
    private static func throughput(handlers: Int) -> Benchmark {
        Benchmark(name: "bus: published and handled, \(handlers) handler(s)", unit: "events/s") {
            let bus = Bus<Int>()
            for number in 0..<handlers {
                // Of ten handlers one takes a pattern, as a journal does.
                try bus.subscribe(
                    "h\(number)", to: number == 9 ? ["bench.*"] : ["bench.event"],
                    options: SubscriptionOptions(policy: .parallel(limit: 8))
                ) { _ in }
            }
            let draft = EventDraft<Int>("bench.event", 1, source: "bench")
            let elapsed = try await seconds {
                for _ in 0..<events { try await bus.publish(draft) }
                _ = await bus.drain(within: .seconds(60))
            }
            _ = await bus.stop(within: .seconds(5))
            return Double(events) / elapsed
        }
    }

    private struct Broken: PermanentFailure {}

    /// Every event fails for good and becomes a dead letter.
    private static let failing = Benchmark(
        name: "bus: published and failed for good, 1 handler", unit: "events/s"
    ) {
        let count = 20_000
        let letters = DeadLetterCollector<Int>(limit: count)
        var configuration = BusConfiguration()
        configuration.deadLetterBound = count
        let bus = Bus<Int>(configuration: configuration, deadLetters: letters)
        try bus.subscribe("broken", to: ["bench.event"]) { _ in throw Broken() }
        let draft = EventDraft<Int>("bench.event", 1, source: "bench")
        let elapsed = try await seconds {
            for _ in 0..<count { try await bus.publish(draft) }
            _ = await bus.drain(within: .seconds(60))
        }
        _ = await bus.stop(within: .seconds(5))
        return Double(count) / elapsed
    }

    /// From publish to the start of the handler, on an idle engine.
    private static func latency(percentile: Double) -> Benchmark {
        Benchmark(name: "bus: idle publish to handler start, p\(Int(percentile * 100))", unit: "µs")
        {
            let bus = Bus<ContinuousClock.Instant>()
            let waits = Mutex<[Double]>([])
            try bus.subscribe("idle", to: ["bench.event"]) { context in
                let wait = ContinuousClock.now - context.payload
                waits.withLock { $0.append(Double(wait.components.attoseconds) / 1e12) }
            }
            for _ in 0..<1000 {
                try await Task.sleep(for: .milliseconds(1))
                try await bus.publish(
                    EventDraft("bench.event", ContinuousClock.now, source: "bench"))
            }
            _ = await bus.stop(within: .seconds(5))
            let sorted = waits.withLock { $0.sorted() }
            return sorted[Int(Double(sorted.count - 1) * percentile)]
        }
    }

    /// A hundred events with a handler that waits 10 ms, together.
    private static let isolation = Benchmark(
        name: "bus: 100 events with a 10 ms handler", unit: "ms"
    ) {
        let bus = Bus<Int>()
        try bus.subscribe(
            "slow", to: ["bench.event"],
            options: SubscriptionOptions(policy: .parallel(limit: 128))
        ) { _ in try await Task.sleep(for: .milliseconds(10)) }
        let draft = EventDraft<Int>("bench.event", 1, source: "bench")
        let elapsed = try await seconds {
            for _ in 0..<100 { try await bus.publish(draft) }
            _ = await bus.drain(within: .seconds(60))
        }
        _ = await bus.stop(within: .seconds(5))
        return elapsed * 1000
    }
}
