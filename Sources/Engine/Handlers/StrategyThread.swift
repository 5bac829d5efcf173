import Dispatch
import Synchronization

/// A thread for one strategy, outside the threads that everything else shares.
///
/// Code that never returns cannot be stopped, so it must not be one of the few threads of the handlers that it
/// holds on to.
final class StrategyThread: Sendable {
    /// The strategy has not come back from an earlier bar.
    struct Stuck: Error, CustomStringConvertible {
        let description = "it has not come back from an earlier bar"
    }

    /// The strategy has not come back from this bar for as long as was waited.
    struct Hanging: Error {}

    private let queue: DispatchQueue
    private let isBusy = Mutex(false)

    /// - Parameter name: The strategy's name, for debuggers.
    init(name: String) {
        queue = DispatchQueue(label: "strategy.\(name)")
    }

    /// Runs something and waits for it; one at a time.
    ///
    /// - Parameters:
    ///   - patience: How long to wait; for ever, unless it is given.
    ///   - body: What to run.
    /// - Returns: What it returns.
    /// - Throws: What it throws; `Hanging` when the patience is at its end; `Stuck` at once when the last one has not
    ///   returned.
    func run<Result: Sendable>(
        within patience: Patience? = nil, _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        let isFree = isBusy.withLock { isBusy in
            defer { isBusy = true }
            return !isBusy
        }
        guard isFree else { throw Stuck() }
        return try await withCheckedThrowingContinuation { continuation in
            let answer = Answer(continuation)
            let watch = patience.map { patience in
                Task {
                    await patience.wait()
                    answer.give(.failure(Hanging()))
                }
            }
            queue.async { [self] in
                let result = Swift.Result { try body() }
                isBusy.withLock { $0 = false }
                answer.give(result)
                watch?.cancel()
            }
        }
    }
}

/// Goes to whoever waits; the first one counts.
private final class Answer<Value: Sendable>: Sendable {
    private let continuation: Mutex<CheckedContinuation<Value, any Error>?>

    init(_ continuation: CheckedContinuation<Value, any Error>) {
        self.continuation = Mutex(continuation)
    }

    func give(_ result: Result<Value, any Error>) {
        let waiting = continuation.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        waiting?.resume(with: result)
    }
}
