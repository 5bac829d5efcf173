import Testing

@testable import EventBus

/// Threads that are suspended for any time in the middle of an operation, played by hand: an
/// operation is a position taken and a look at that position, and between the two anything may
/// happen.
@Suite struct IndexRingInterleavings {
    /// Four indices and as many threads, the most that so small a ring can bear.
    private struct Play {
        private enum Thread {
            case idle
            case adding(UInt32, at: UInt64)
            case removing(at: UInt64)
        }

        let ring: Ring
        private var threads: [Thread] = Array(repeating: .idle, count: 4)
        private var outside: [UInt32] = [0, 1, 2, 3]
        private var inside: Set<UInt32> = []
        private(set) var faults: [String] = []

        init(ring: Ring) { self.ring = ring }

        /// Lets a thread do the next half of an operation.
        mutating func step(_ number: Int, adds: Bool) {
            switch threads[number] {
            case .idle:
                if adds, !outside.isEmpty {
                    let index = outside.removeFirst()
                    threads[number] = .adding(index, at: ring.indices.takeTail())
                } else if ring.indices.isWorthALook {
                    threads[number] = .removing(at: ring.indices.takeHead())
                }
            case .adding(let index, let position):
                if ring.indices.put(index, at: position) {
                    inside.insert(index)
                    threads[number] = .idle
                } else {
                    threads[number] = .adding(index, at: ring.indices.takeTail())
                }
            case .removing(let position):
                switch ring.indices.look(at: position) {
                case .found(let index):
                    note(removed: index)
                    threads[number] = .idle
                case .passed: threads[number] = .removing(at: ring.indices.takeHead())
                case .nothing: threads[number] = .idle
                }
            }
        }

        /// Lets every thread finish, then empties the ring.
        mutating func finish() {
            for number in threads.indices {
                while true {
                    if case .idle = threads[number] { break }
                    step(number, adds: false)
                }
            }
            while let index = ring.indices.dequeue() { note(removed: index) }
            if !inside.isEmpty { faults.append("\(inside.sorted()) got lost") }
        }

        private mutating func note(removed index: UInt32) {
            if inside.remove(index) == nil { faults.append("\(index) came out without being in") }
            outside.append(index)
        }
    }

    /// The ring is noncopyable, which a struct of a test cannot hold.
    private final class Ring {
        let indices = IndexRing(capacity: 4, filled: false, smallest: 4)
    }

    @Test("whoever is suspended in the middle, no index is lost and none doubled")
    func interleavings() {
        for seed in 0..<UInt64(4_000 * stress) {
            var random = SplitMix(state: seed)
            var play = Play(ring: Ring())
            // Threads of different speed: the slowest sleeps through whole laps.
            let pace = (0..<4).map { _ in Int.random(in: 1...40, using: &random) }
            for _ in 0..<400 {
                var draw = Int.random(in: 0..<pace.reduce(0, +), using: &random)
                var number = 0
                while draw >= pace[number] {
                    draw -= pace[number]
                    number += 1
                }
                play.step(number, adds: Int.random(in: 0..<5, using: &random) < 2)
            }
            play.finish()
            #expect(play.faults.isEmpty, "seed \(seed): \(play.faults)")
            guard play.faults.isEmpty else { return }
        }
    }

    @Test("a producer and a consumer that never wake up hold up nobody")
    func suspended() {
        let ring = IndexRing(capacity: 4, filled: false, smallest: 4)
        _ = ring.takeTail()
        _ = ring.takeHead()
        for round in 0..<10_000 {
            let index = UInt32(round % 3)
            ring.enqueue(index)
            let found = ring.dequeue()
            #expect(found == index)
        }
    }
}
