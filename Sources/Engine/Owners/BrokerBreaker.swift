import Synchronization
import Trading

/// Counts the broker's failures to answer; after a row of them no new positions are opened through it.
///
/// A refusal is an answer. Exits go on all the same: they are the way out.
final class BrokerBreaker: Sendable {
    private struct State {
        var failuresInARow = 0
        var lastError = ""
    }

    private let state = Mutex(State())
    private let limit = 3

    /// The broker has answered.
    func succeeded() {
        state.withLock { $0.failuresInARow = 0 }
    }

    /// The broker did not answer, or the answer does not say what happened.
    func failed(_ error: BrokerError) {
        state.withLock { state in
            state.failuresInARow += 1
            state.lastError = "\(error)"
        }
    }

    /// Why the breaker is open; `nil` while it is closed.
    var trouble: String? {
        state.withLock { state in
            guard state.failuresInARow >= limit else { return nil }
            return "the broker has not answered \(state.failuresInARow) times in a row: "
                + state.lastError
        }
    }
}
