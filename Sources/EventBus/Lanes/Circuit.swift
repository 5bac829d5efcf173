import Synchronization

/// A handler's circuit breaker.
///
/// Orderings are sequentially consistent: verdicts are rare beside events.
final class Circuit: Sendable {
    /// What a verdict changed.
    enum Change { case none, opened, closed }

    private enum Code {
        static let closed = 0
        static let open = 1
        static let halfOpen = 2
    }

    private let policy: BreakerPolicy
    private let code = Atomic<Int>(Code.closed)
    private let failures = Atomic<Int>(0)
    private let openUntil = Atomic<Int64>(0)
    /// 1 while half open and nobody is trying.
    private let probes = Atomic<Int>(0)

    init(_ policy: BreakerPolicy) {
        self.policy = policy
    }

    var state: CircuitState {
        switch code.load(ordering: .sequentiallyConsistent) {
        case Code.open: .open
        case Code.halfOpen: .halfOpen
        default: .closed
        }
    }

    /// Whether the one trial of a half-open circuit is to be had.
    var hasProbe: Bool {
        state == .halfOpen && probes.load(ordering: .sequentiallyConsistent) > 0
    }

    /// Takes the one trial, unless it is taken or was left over by a circuit that has opened or closed since.
    func takeProbe() -> Bool {
        state == .halfOpen
            && probes.compareExchange(
                expected: 1, desired: 0, ordering: .sequentiallyConsistent
            ).exchanged
    }

    /// Gives a trial back that said nothing, as for an event that the filter kept away.
    func returnProbe() {
        guard state == .halfOpen else { return }
        probes.store(1, ordering: .sequentiallyConsistent)
    }

    func succeeded() -> Change {
        if failures.load(ordering: .relaxed) != 0 { failures.store(0, ordering: .relaxed) }
        guard state == .halfOpen else { return .none }
        return close() ? .closed : .none
    }

    func failed(at now: Int64) -> Change {
        let count = failures.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
        let state = state
        guard state == .halfOpen || state == .closed && count >= policy.failures else {
            return .none
        }
        openUntil.store(now &+ policy.openFor.nanoseconds, ordering: .sequentiallyConsistent)
        let expected = state == .halfOpen ? Code.halfOpen : Code.closed
        let opened = code.compareExchange(
            expected: expected, desired: Code.open, ordering: .sequentiallyConsistent
        ).exchanged
        return opened ? .opened : .none
    }

    /// Becomes half open once the time has come.
    func tick(at now: Int64) -> Bool {
        guard state == .open, now >= openUntil.load(ordering: .sequentiallyConsistent) else {
            return false
        }
        // Unless it was closed by hand since.
        let isHalfOpen = code.compareExchange(
            expected: Code.open, desired: Code.halfOpen, ordering: .sequentiallyConsistent
        ).exchanged
        if isHalfOpen { probes.store(1, ordering: .sequentiallyConsistent) }
        return isHalfOpen
    }

    /// Closes the circuit, and returns whether it was not.
    func close() -> Bool {
        failures.store(0, ordering: .sequentiallyConsistent)
        probes.store(0, ordering: .sequentiallyConsistent)
        return code.exchange(Code.closed, ordering: .sequentiallyConsistent) != Code.closed
    }
}
