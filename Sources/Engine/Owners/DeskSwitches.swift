import Synchronization
import Trading

/// The operator's switches: whether signals are taken, and whether everything has to be left.
final class DeskSwitches: Sendable {
    private struct State {
        var isIntakePaused = false
        var flatten: ExitReason?
    }

    private let state = Mutex(State())

    /// Whether new signals are turned away.
    var isIntakePaused: Bool { state.withLock { $0.isIntakePaused } }

    /// Why everything that is open has to be left, while it has to.
    var flatten: ExitReason? { state.withLock { $0.flatten } }

    func setIntakePaused(_ isPaused: Bool) {
        state.withLock { $0.isIntakePaused = isPaused }
    }

    func setFlatten(_ reason: ExitReason?) {
        state.withLock { $0.flatten = reason }
    }
}
