import Synchronization
import Trading

/// Counts the broker's failures to answer; after a row of them no new positions are opened through it.
///
/// A refusal is an answer. Exits go on all the same: they are the way out.
///
/// It recovers by itself. An order without an answer is asked about by the clock until one comes, so there is always
/// a call to probe with, and the first answer closes the breaker. The REDUCING that it brought about stays until the
/// operator or the next session leaves it; a resume while the broker is still silent does not last.
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
