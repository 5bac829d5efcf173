import Synchronization
import Testing

@testable import EventBus

/// Races over the queues.
///
/// A queue that lets a retain move past its publication crashes here within seconds in a release
/// build.
@Suite struct QueueStress {
    private final class Item: Sendable {
        let producer: Int
        let number: Int
        init(producer: Int, number: Int) {
            self.producer = producer
            self.number = number
        }
    }

    private final class Queues: Sendable {
        let first: BoundedQueue<Item>
        let second: BoundedQueue<Item>
        let third: BoundedQueue<Item>
        let taken = Atomic<Int>(0)
        let sum = Atomic<Int>(0)
        let disorders = Atomic<Int>(0)
        var count: Int { taken.load(ordering: .relaxed) }
        var isEmpty: Bool { first.pop() == nil && second.pop() == nil && third.pop() == nil }
        init(capacity: Int) {
            first = BoundedQueue(capacity: capacity)
            second = BoundedQueue(capacity: capacity)
            third = BoundedQueue(capacity: capacity)
        }
    }

    @Test(
        "items shared by three queues survive many producers and consumers", arguments: [1, 3, 64])
    func sharedItems(_ capacity: Int) async {
        let queues = Queues(capacity: capacity)
        let producers = 4
        let each = 10_000 * stress
        let total = 3 * producers * each
        await withTaskGroup(of: Void.self) { group in
            for producer in 0..<producers {
                group.addTask {
                    for number in 0..<each {
                        let item = Item(producer: producer, number: number)
                        await until { queues.first.push(item) }
                        await until { queues.second.push(item) }
                        await until { queues.third.push(item) }
                    }
                }
            }
            for consumer in 0..<3 {
                group.addTask {
                    var last = [Int](repeating: -1, count: producers)
                    while queues.taken.load(ordering: .relaxed) < total {
                        let item =
                            switch consumer {
                            case 0: queues.first.pop()
                            case 1: queues.second.pop()
                            default: queues.third.pop()
                            }
                        guard let item else {
                            await Task.yield()
                            continue
                        }
                        if item.number != last[item.producer] + 1 {
                            queues.disorders.wrappingAdd(1, ordering: .relaxed)
                        }
                        last[item.producer] = item.number
                        queues.taken.wrappingAdd(1, ordering: .relaxed)
                    }
                }
            }
        }
        #expect(queues.disorders.load(ordering: .relaxed) == 0)
        #expect(queues.count == total)
        #expect(queues.isEmpty)
    }

    @Test("many consumers of one queue take each item once")
    func manyConsumers() async {
        let queues = Queues(capacity: 16)
        let each = 20_000 * stress
        let total = 4 * each
        await withTaskGroup(of: Void.self) { group in
            for producer in 0..<4 {
                group.addTask {
                    for number in 0..<each {
                        let item = Item(producer: producer, number: number)
                        await until { queues.first.push(item) }
                    }
                }
                group.addTask {
                    while queues.taken.load(ordering: .relaxed) < total {
                        guard let item = queues.first.pop() else {
                            await Task.yield()
                            continue
                        }
                        queues.sum.wrappingAdd(item.number, ordering: .relaxed)
                        queues.taken.wrappingAdd(1, ordering: .relaxed)
                    }
                }
            }
        }
        #expect(queues.sum.load(ordering: .relaxed) == 4 * each * (each - 1) / 2)
    }

    @Test("the newest value is never lost and never taken twice")
    func latestValue() async {
        let cell = LatestValue<Item>()
        let count = 50_000 * stress
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 1...count { cell.publish(Item(producer: 0, number: number)) }
            }
            group.addTask {
                var last = 0
                while last < count {
                    guard let item = cell.take() else {
                        await Task.yield()
                        continue
                    }
                    if item.number <= last { Issue.record("\(item.number) after \(last)") }
                    last = item.number
                }
            }
        }
        let left = cell.take()
        #expect(left == nil)
    }
}
