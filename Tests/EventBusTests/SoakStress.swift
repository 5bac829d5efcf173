import Synchronization
import Testing

@testable import EventBus

@Suite struct SoakStress {
    /// The last number of each producer, kept by a serial handler.
    private final class Ledger: Sendable {
        let last = Mutex<[Int]>(Array(repeating: -1, count: 16))
        let disorders = Atomic<Int>(0)
        let sum = Atomic<Int>(0)
        let count = Atomic<Int>(0)
    }

    /// A million events from each of sixteen producers when optimised; fewer in a debug build.
    @Test func `sixteen producers lose nothing, double nothing and keep their order`() async throws
    {
        let bus = Bus<Int>()
        #if DEBUG
            let each = 5_000 * stress
        #else
            let each = 1_000_000 * stress
        #endif
        let ledger = Ledger()
        try bus.subscribe("serial", to: ["test.tick"], options: .init(policy: .serial)) { context in
            let (producer, number) = (context.payload % 16, context.payload / 16)
            ledger.last.withLock { last in
                if number != last[producer] + 1 {
                    ledger.disorders.wrappingAdd(1, ordering: .relaxed)
                }
                last[producer] = number
            }
        }
        try bus.subscribe("parallel", to: ["test.*"]) { context in
            ledger.sum.wrappingAdd(context.payload, ordering: .relaxed)
            ledger.count.wrappingAdd(1, ordering: .relaxed)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for producer in 0..<16 {
                group.addTask {
                    for number in 0..<each { try await bus.publish(.tick(number * 16 + producer)) }
                }
            }
            try await group.waitForAll()
        }
        #expect(await bus.drain(within: .seconds(600)).isComplete)
        let total = 16 * each
        #expect(ledger.disorders.load(ordering: .relaxed) == 0)
        #expect(ledger.last.withLock { $0 } == Array(repeating: each - 1, count: 16))
        #expect(ledger.count.load(ordering: .relaxed) == total)
        #expect(ledger.sum.load(ordering: .relaxed) == total * (total - 1) / 2)
        #expect(bus.statistics().published == UInt64(total))
        bus.assertBalanced()
    }
}
