import Foundation
import Synchronization

/// A number that many tasks may count up and down.
final class Counter: Sendable {
    private let number = Atomic<Int>(0)
    private let peak = Atomic<Int>(0)

    var value: Int { number.load(ordering: .sequentiallyConsistent) }
    /// The highest that it has been.
    var highest: Int { peak.load(ordering: .sequentiallyConsistent) }

    @discardableResult
    func add(_ change: Int = 1) -> Int {
        let value = number.wrappingAdd(change, ordering: .sequentiallyConsistent).newValue
        peak.max(value, ordering: .sequentiallyConsistent)
        return value
    }
}

/// Keeps its thread until a counter has a value, and then a little longer, each time by another length: so that the
/// next act of that thread meets sooner or later every moment in which another thread comes to rest.
func spin(untilALittleAfter counter: Counter, reaches value: Int) {
    var rounds = 0
    while counter.value < value {
        rounds += 1
        // On one processor, or behind other tests, the other thread needs this one's turn.
        if rounds > 10_000 { sched_yield() }
    }
    for _ in 0..<value % 128 { _ = counter.value }
}
