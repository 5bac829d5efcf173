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
