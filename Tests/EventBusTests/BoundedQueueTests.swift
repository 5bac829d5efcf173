import Testing

@testable import EventBus

@Suite struct BoundedQueueTests {
    private final class Number {
        let value: Int
        init(_ value: Int) { self.value = value }
    }

    /// The queue is noncopyable, which `#expect` cannot take apart.
    private final class Queue {
        private let queue: BoundedQueue<Number>
        init(capacity: Int) { queue = BoundedQueue(capacity: capacity) }
        func push(_ value: Int) -> Bool { queue.push(Number(value)) }
        func push(_ number: Number) -> Bool { queue.push(number) }
        func pop() -> Int? { queue.pop()?.value }
        func reserve() -> BoundedQueue<Number>.Slot? { queue.reserve() }
        func commit(_ slot: BoundedQueue<Number>.Slot, _ value: Int) {
            queue.commit(slot, Number(value))
        }
        func cancel(_ slot: BoundedQueue<Number>.Slot) { queue.cancel(slot) }
        func next() -> BoundedQueue<Number>.Slot? { queue.next() }
        func take(_ slot: BoundedQueue<Number>.Slot) -> Int { queue.take(slot).value }
    }

    @Test("it keeps the order and its bound at every fill level", arguments: [1, 2, 4, 300])
    func order(_ capacity: Int) {
        let queue = Queue(capacity: capacity)
        var pushed = 0
        var popped = 0
        for fill in 1...capacity {
            for _ in 0..<3 {
                for _ in 0..<fill {
                    #expect(queue.push(pushed))
                    pushed += 1
                }
                if fill == capacity { #expect(!queue.push(-1)) }
                for _ in 0..<fill {
                    #expect(queue.pop() == popped)
                    popped += 1
                }
                #expect(queue.pop() == nil)
            }
        }
    }

    @Test("a producer that stops between reserve and commit holds up nobody", arguments: [1, 2, 4])
    func suspendedProducer(_ capacity: Int) throws {
        let queue = Queue(capacity: capacity)
        let held = try #require(queue.reserve())
        for round in 0..<100 {
            for place in 0..<capacity - 1 { #expect(queue.push(round * 10 + place)) }
            #expect(!queue.push(-1))
            for place in 0..<capacity - 1 { #expect(queue.pop() == round * 10 + place) }
            #expect(queue.pop() == nil)
        }
        queue.commit(held, 7)
        #expect(queue.pop() == 7)
    }

    @Test("a consumer that stops between claiming and taking holds up nobody")
    func suspendedConsumer() throws {
        let queue = Queue(capacity: 2)
        #expect(queue.push(1))
        let claimed = try #require(queue.next())
        for round in 0..<1_000 {
            #expect(queue.push(round))
            #expect(queue.pop() == round)
        }
        #expect(queue.take(claimed) == 1)
    }

    @Test("cancelled room can be taken again")
    func cancel() throws {
        let queue = Queue(capacity: 1)
        for _ in 0..<1_000 {
            let slot = try #require(queue.reserve())
            #expect(queue.reserve() == nil)
            queue.cancel(slot)
        }
        #expect(queue.push(1))
    }

    @Test("what is left in it is released with it")
    func release() {
        weak var last: Number?
        do {
            let queue = Queue(capacity: 4)
            let number = Number(1)
            last = number
            #expect(queue.push(number))
        }
        #expect(last == nil)
    }
}
