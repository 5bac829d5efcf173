import EventBus

/// The bus with everything on: statistics, history, timeouts, the way to the dead letters.
enum BusBenchmarks {
    static let all = [
        throughput(handlers: 1), throughput(handlers: 3), throughput(handlers: 10), failing,
        maySuspend, suspending, latency(percentile: 0.5), latency(percentile: 0.99), isolation,
    ]

    private static let events = 200_000

    /// Events published and handled by every handler, from one publisher.
    private static func throughput(handlers: Int) -> Benchmark {
        Benchmark(name: "bus: published and handled, \(handlers) handler(s)", unit: "events/s") {
            try await rate { bus in
                for number in 0..<handlers {
                    // Of ten handlers one takes a pattern, as a journal does.
                    try bus.subscribe(
                        "h\(number)", to: number == 9 ? ["bench.*"] : ["bench.event"],
                        options: SubscriptionOptions(policy: .parallel(limit: 8))
                    ) { _ in }
                }
            }
        }
    }

    private struct Broken: PermanentFailure {}

    /// A sink that takes letters and keeps none, so that memory grows as little as on a disk.
    private struct Shredder: DeadLetterSink {
        func record(_ letters: [DeadLetter<Int>]) async throws {}
    }

    /// Every event fails for good and becomes a dead letter.
    private static let failing = Benchmark(
        name: "bus: published and failed for good, 1 handler", unit: "events/s"
    ) {
        try await rate { bus in
            try bus.subscribe(
                "broken", to: ["bench.event"],
                options: SubscriptionOptions(policy: .parallel(limit: 8))
            ) { _ in throw Broken() }
        }
    }

    /// Handlers that could suspend and do not.
    private static let maySuspend = Benchmark(
        name: "bus: published and handled, 10 that may suspend", unit: "events/s"
    ) {
        try await rate { bus in
            for number in 0..<10 {
                try bus.subscribe(
                    "h\(number)", to: ["bench.event"],
                    options: SubscriptionOptions(policy: .parallel(limit: 8))
                ) { _ async in }
            }
        }
    }

    /// Handlers that let another task run before they end.
    private static let suspending = Benchmark(
        name: "bus: 3 handlers that suspend once each", unit: "events/s"
    ) {
        try await rate { bus in
            for number in 0..<3 {
                try bus.subscribe(
                    "h\(number)", to: ["bench.event"],
                    options: SubscriptionOptions(policy: .parallel(limit: 8))
                ) { _ in await Task.yield() }
            }
        }
    }

    private static func rate(_ subscribe: (Bus<Int>) throws -> Void) async throws -> Double {
        let bus = Bus<Int>(deadLetters: Shredder())
        try subscribe(bus)
        let draft = EventDraft<Int>("bench.event", 1, source: "bench")
        let elapsed = try await seconds {
            for _ in 0..<events { try await bus.publish(draft) }
            _ = await bus.drain(within: .seconds(60))
        }
        _ = await bus.stop(within: .seconds(5))
        return Double(events) / elapsed
    }

    /// From publish to the start of the handler, on an idle engine.
    private static func latency(percentile: Double) -> Benchmark {
        Benchmark(
            name: "bus: idle publish to handler start, p\(Int(percentile * 100))", unit: "µs"
        ) { try await IdleWait.fromTask(percentile) }
    }

    private static let isolation = Benchmark(
        name: "bus: 100 events with a 10 ms handler", unit: "ms", run: together)

    /// Milliseconds for a hundred events with a handler that waits 10 ms, together.
    @Sendable static func together() async throws -> Double {
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
