import Synchronization
import Testing

@testable import EventBus

@Suite struct IndexRingStress {
    /// Four indices going round between two rings of eight places, the fewest for four threads:
    /// laps follow each other closely.
    private final class Rings: Sendable {
        let free = IndexRing(capacity: 4, filled: true, smallest: 4)
        let filled = IndexRing(capacity: 4, filled: false, smallest: 4)
        let isHeld = Mutex([false, false, false, false])
        let moves = Counter()
    }

    @Test func `indices that go round small rings are never lost and never doubled`() async {
        let rings = Rings()
        let rounds = 300_000 * stress
        await withTaskGroup(of: Void.self) { group in
            for isProducer in [true, true, false, false] {
                group.addTask {
                    var misses = 0
                    while rings.moves.value < rounds, misses < 20_000_000 {
                        guard let index = isProducer ? rings.free.dequeue() : rings.filled.dequeue()
                        else {
                            misses += 1
                            if misses % 16 == 0 { await Task.yield() }
                            continue
                        }
                        misses = 0
                        let wasFree = rings.isHeld.withLock { isHeld in
                            defer { isHeld[Int(index)] = true }
                            return !isHeld[Int(index)]
                        }
                        if !wasFree { Issue.record("index \(index) was there twice") }
                        rings.isHeld.withLock { $0[Int(index)] = false }
                        if isProducer {
                            rings.filled.enqueue(index)
                        } else {
                            rings.free.enqueue(index)
                        }
                        rings.moves.add()
                    }
                }
            }
        }
        #expect(rings.moves.value >= rounds)
        var found: [UInt32] = []
        while let index = rings.free.dequeue() { found.append(index) }
        while let index = rings.filled.dequeue() { found.append(index) }
        #expect(found.sorted() == [0, 1, 2, 3])
    }
}
