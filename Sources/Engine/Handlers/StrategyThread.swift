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

    private let queue: DispatchQueue
    private let isBusy = Mutex(false)

    /// - Parameter name: The strategy's name, for debuggers.
    init(name: String) {
        queue = DispatchQueue(label: "strategy.\(name)")
    }

    /// Runs something and waits for it; one at a time.
    ///
    /// - Parameter body: What to run.
    /// - Returns: What it returns.
    /// - Throws: What it throws; `Stuck` at once when the last one has not returned.
    func run<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        let isFree = isBusy.withLock { isBusy in
            defer { isBusy = true }
            return !isBusy
        }
        guard isFree else { throw Stuck() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in
                let result = Swift.Result { try body() }
                isBusy.withLock { $0 = false }
                continuation.resume(with: result)
            }
        }
    }
}
