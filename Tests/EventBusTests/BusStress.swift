import Synchronization
import Testing

@testable import EventBus

@Suite struct BusStress {
    @Test("sixteen producers keep their order and lose nothing", arguments: [1, 64, 1_024])
    func producers(_ capacity: Int) async throws {
        let bus = Bus<Int>()
        let each = 500 * stress
        let seen = Recorder<Int>()
        let parallel = Counter()
        try bus.subscribe(
            "serial", to: ["test.tick"], options: .init(policy: .serial, capacity: capacity)
        ) {
            seen.add($0.payload)
        }
        try bus.subscribe("parallel", to: ["test.tick"], options: .init(capacity: capacity)) { _ in
            parallel.add()
        }
        try bus.subscribe(
            "keyed", to: ["test.tick"],
            options: .init(
                policy: .keyed(limit: 4, by: { UInt64($0.payload % 16) }), capacity: capacity)
        ) { _ in await Task.yield() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for producer in 0..<16 {
                group.addTask {
                    for number in 0..<each { try await bus.publish(.tick(number * 16 + producer)) }
                }
            }
            try await group.waitForAll()
        }
        let report = await bus.drain(within: .seconds(120))
        #expect(report.isComplete)
        #expect(parallel.value == 16 * each)
        for producer in 0..<16 {
            let own = seen.all.filter { $0 % 16 == producer }
            #expect(own == Array(stride(from: producer, to: 16 * each, by: 16)))
        }
        bus.assertBalanced()
    }

    @Test func `keys that critical events hurry run one at a time, in order and without loss`()
        async throws
    {
        struct World {
            /// Keys whose event is being handled.
            var running: Set<Int> = []
            /// The last number that was handled, by key and priority.
            var last: [Int: Int] = [:]
            var overtaken = 0
            var together = 0
        }
        let bus = Bus<Int>()
        let keys = 8
        let world = Mutex(World())
        let handled = Counter()
        try bus.subscribe(
            "keyed", to: ["test.tick"],
            options: .init(
                policy: .keyed(limit: 4, by: { UInt64($0.payload % keys) }), capacity: 64)
        ) { context in
            let key = context.payload % keys
            let lane = key * 4 + Int(context.event.priority.rawValue)
            world.withLock { world in
                if !world.running.insert(key).inserted { world.together += 1 }
                if world.last[lane] ?? -1 >= context.payload { world.overtaken += 1 }
                world.last[lane] = context.payload
            }
            if context.payload % 3 == 0 { await Task.yield() }
            world.withLock { _ = $0.running.remove(key) }
            handled.add()
        }
        let each = 1_000 * stress
        try await withThrowingTaskGroup(of: Void.self) { group in
            // One publisher for each key: its order is the key's.
            for key in 0..<keys {
                group.addTask {
                    var random = SplitMix(state: UInt64(key))
                    for number in 0..<each {
                        let priority = Priority.allCases.randomElement(using: &random) ?? .normal
                        try await bus.publish(.tick(number * keys + key, priority: priority))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(await bus.drain(within: .seconds(120)).isComplete)
        #expect(handled.value == keys * each)
        let (together, overtaken) = world.withLock { ($0.together, $0.overtaken) }
        #expect(together == 0)
        #expect(overtaken == 0)
        bus.assertBalanced()
    }

    @Test func `a random world of failures, drops, keys and timeouts stays in balance`()
        async throws
    {
        for seed in 0..<UInt64(4 * stress) {
            var configuration = BusConfiguration()
            configuration.seed = seed
            configuration.tick = .milliseconds(1)
            let letters = DeadLetterCollector<Int>()
            let bus = Bus<Int>(configuration: configuration, deadLetters: letters)
            let policies: [(String, SubscriptionOptions<Int>)] = [
                ("parallel", .init(policy: .parallel(limit: 3), capacity: 8)),
                ("serial", .init(policy: .serial, backPressure: .dropOldest, capacity: 8)),
                (
                    "keyed",
                    .init(policy: .keyed(limit: 4, by: { UInt64($0.payload % 7) }), capacity: 8)
                ),
                ("newest", .init(backPressure: .dropNewest, capacity: 2, stage: 1)),
                (
                    "coalesce",
                    .init(
                        policy: .keyed(limit: 2, by: { UInt64($0.payload % 3) }),
                        backPressure: .coalesce(by: {
                            $0.payload % 5 == 0 ? nil : UInt64($0.payload % 3)
                        }), capacity: 8)
                ),
                (
                    "breaker",
                    .init(
                        policy: .parallel(limit: 2), capacity: 8,
                        breaker: .init(failures: 3, openFor: .milliseconds(2)))
                ),
                ("filtered", .init(policy: .serial, capacity: 8, filter: { $0.payload % 2 == 0 })),
            ]
            for (name, options) in policies {
                var options = options
                options.timeout = .milliseconds(20)
                options.retry = RetryPolicy(
                    attempts: 3, base: .milliseconds(1), cap: .milliseconds(2))
                try bus.subscribe(name, to: ["test.*"], options: options) { context in
                    switch context.event.id.low % 31 {
                    case 0, 1, 2: throw Mishap()
                    case 3: throw Hopeless()
                    case 4 where context.payload % 64 == 0: try await Task.sleep(for: .seconds(100))
                    case 5, 6: await Task.yield()
                    default: break
                    }
                }
            }
            try bus.subscribeBatch(
                "batch", to: ["test.*"], upTo: 5, within: .milliseconds(1),
                options: .init(
                    capacity: 8, timeout: .milliseconds(20),
                    retry: .init(attempts: 2, base: .milliseconds(1)))
            ) { context in
                if context.events[0].payload % 13 == 0 { throw Mishap() }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for producer in 0..<4 {
                    group.addTask {
                        var random = SplitMix(state: seed * 10 + UInt64(producer))
                        for number in 0..<300 {
                            let priority =
                                Priority.allCases.randomElement(using: &random) ?? .normal
                            try await bus.publish(.tick(number, priority: priority))
                        }
                    }
                }
                try await group.waitForAll()
            }
            let report = await bus.drain(within: .seconds(120))
            #expect(report.isComplete, "seed \(seed): \(report)")
            await until { bus.statistics().handlers.allSatisfy { $0.stuck == 0 } }
            bus.assertBalanced()
            let numbers = bus.statistics()
            #expect(numbers.deadLettered == UInt64(letters.letters.count))
            #expect(numbers.delivered == numbers.published * UInt64(policies.count + 1))
            #expect(await bus.stop(within: .zero).isComplete)
            await until { bus.statistics().tasksAlive == 0 }
        }
    }
}
