import EventBus

/// The bus against an asyncio bus, NautilusTrader's message bus and a bare wake-up of a thread; everything is on:
/// statistics, history, timeouts, the way to the dead letters.
enum BusComparisons {
    static let all = [
        Comparison(
            name: "published and handled, 1 handler", unit: "events/s", must: .ratioAtLeast(5),
            peer: nautilus(handlers: 1, events: 300_000), measure: { try await rate(handlers: 1) }),
        Comparison(
            name: "deliveries, 3 handlers", unit: "/s", must: .ratioAtLeast(3),
            peer: nautilus(handlers: 3, events: 300_000), measure: { try await rate(handlers: 3) }),
        Comparison(
            name: "deliveries, 10 handlers, one by pattern", unit: "/s", must: .ratioAtLeast(1.5),
            peer: nautilus(handlers: 10, events: 100_000),
            measure: { try await rate(handlers: 10) }),
        Comparison(
            name: "deliveries, 10 handlers that may suspend", unit: "/s", must: .nothing,
            peer: nautilus(handlers: 10, events: 100_000),
            measure: { try await rate(handlers: 10, kind: .maySuspend) }),
        Comparison(
            name: "deliveries, 3 handlers that suspend once", unit: "/s", must: .ratioAtLeast(10),
            peer: asyncio(handlers: 3, suspends: true),
            measure: { try await rate(handlers: 3, kind: .suspends) }),
        Comparison(
            name: "deliveries, 3 handlers that may suspend", unit: "/s", must: .ratioAtLeast(10),
            peer: asyncio(handlers: 3, suspends: false),
            measure: { try await rate(handlers: 3, kind: .maySuspend) }),
        Comparison(
            name: "idle publish to handler start, p50", unit: "µs", must: .ratioAtMost(1),
            peer: wake(0.5), pairsPerRound: 4, measure: { try await IdleWait.fromTask(0.5) }),
        Comparison(
            name: "idle publish to handler start, p99", unit: "µs", must: .ratioAtMost(2),
            peer: wake(0.99), pairsPerRound: 4, measure: { try await IdleWait.fromTask(0.99) }),
        Comparison(
            name: "idle publish of a thread outside the pool, p50", unit: "µs", must: .nothing,
            peer: wake(0.5), pairsPerRound: 4, measure: { try await IdleWait.fromThread(0.5) }),
        Comparison(
            name: "idle publish of a thread outside the pool, p99", unit: "µs", must: .nothing,
            peer: wake(0.99), pairsPerRound: 4, measure: { try await IdleWait.fromThread(0.99) }),
        Comparison(
            name: "all handlers failing", unit: "events/s", must: .ratioAtLeast(0.4),
            peer: Comparison.Peer(name: "succeeding") { try await rate(handlers: 1) },
            measure: failing),
        Comparison(
            name: "100 events with a 10 ms handler", unit: "ms", must: .atMost(25),
            measure: BusBenchmarks.together),
        Comparison(
            name: "next event's C while this one's B hangs", unit: "ms", must: .atMost(1),
            measure: isolation),
    ]

    private static let events = 200_000

    // MARK: Ours

    /// What a handler does with its task.
    private enum Kind {
        /// A function as NautilusTrader's: it cannot suspend.
        case immediate
        /// It could suspend, and does not.
        case maySuspend
        /// It lets another task run.
        case suspends
    }

    /// Deliveries a second, from one publisher to the end of the last handler.
    private static func rate(
        handlers: Int, kind: Kind = .immediate
    ) async throws -> Double {
        let bus = Bus<Int>()
        for number in 0..<handlers {
            let name = "h\(number)"
            // Of ten handlers one takes a pattern, as a journal does.
            let topics: [TopicPattern] = number == 9 ? ["bench.*"] : ["bench.event"]
            let options = SubscriptionOptions<Int>(policy: .parallel(limit: 8))
            switch kind {
            case .immediate:
                try bus.subscribe(name, to: topics, options: options) { _ in }
            case .maySuspend:
                try bus.subscribe(name, to: topics, options: options) { _ async in }
            case .suspends:
                try bus.subscribe(name, to: topics, options: options) { _ in await Task.yield() }
            }
        }
        let draft = EventDraft<Int>("bench.event", 1, source: "bench")
        let elapsed = try await seconds {
            for _ in 0..<events { try await bus.publish(draft) }
            _ = await bus.drain(within: .seconds(60))
        }
        _ = await bus.stop(within: .seconds(5))
        return Double(events * handlers) / elapsed
    }

    private struct Broken: PermanentFailure {}

    /// Events a second, each of which becomes a dead letter.
    private static func failing() async throws -> Double {
        let count = 100_000
        var configuration = BusConfiguration()
        configuration.deadLetterBound = count
        let bus = Bus<Int>(
            configuration: configuration, deadLetters: DeadLetterCollector<Int>(limit: count))
        try bus.subscribe("broken", to: ["bench.event"]) { _ in throw Broken() }
        let draft = EventDraft<Int>("bench.event", 1, source: "bench")
        let elapsed = try await seconds {
            for _ in 0..<count { try await bus.publish(draft) }
            _ = await bus.drain(within: .seconds(60))
        }
        _ = await bus.stop(within: .seconds(5))
        return Double(count) / elapsed
    }

    /// Milliseconds until the second event is with C, while B still has the first.
    private static func isolation() async throws -> Double {
        let bus = Bus<Int>()
        let (atC, second) = AsyncStream.makeStream(of: ContinuousClock.Instant.self)
        let (atB, first) = AsyncStream.makeStream(of: Void.self)
        try bus.subscribe("A", to: ["bench.event"]) { _ in }
        try bus.subscribe("B", to: ["bench.event"]) { context in
            guard context.payload == 1 else { return }
            first.yield()
            try await Task.sleep(for: .seconds(5))
        }
        try bus.subscribe("C", to: ["bench.event"]) { context in
            if context.payload == 2 { second.yield(.now) }
        }
        try await bus.publish(EventDraft<Int>("bench.event", 1, source: "bench"))
        for await _ in atB { break }
        let start = ContinuousClock.now
        try await bus.publish(EventDraft<Int>("bench.event", 2, source: "bench"))
        var figure = Double.infinity
        for await instant in atC {
            figure = Double((instant - start).components.attoseconds) / 1e15
            break
        }
        _ = await bus.stop(within: .milliseconds(1))
        return figure
    }

    // MARK: Peers

    private static func nautilus(handlers: Int, events: Int) -> Comparison.Peer {
        Comparison.Peer(name: "NautilusTrader", isForeign: true) {
            try PythonPeer.measure("nautilus_bus", "\(handlers)", "\(events)")
        }
    }

    private static func asyncio(handlers: Int, suspends: Bool) -> Comparison.Peer {
        Comparison.Peer(name: "asyncio", isForeign: true) {
            try suspends
                ? PythonPeer.measure("asyncio_bus", "\(handlers)", "20000", "suspend")
                : PythonPeer.measure("asyncio_bus", "\(handlers)", "20000")
        }
    }

    private static func wake(_ share: Double) -> Comparison.Peer {
        Comparison.Peer(name: "thread wake-up") {
            Figure.percentile(share, of: ThreadWake.roundTrips(300))
        }
    }
}
