import Dispatch
import Synchronization

/// Asynchronous work that goes on beside the program's synchronous main thread, which fetches its result.
///
/// The main thread stays out of the concurrency runtime, because the cockpit needs it for itself.
final class BackgroundWork<Value: Sendable>: Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let result = Mutex<Result<Value, any Error>?>(nil)

    /// Begins the work.
    ///
    /// - Parameters:
    ///   - onEnd: Called once there is a result.
    ///   - body: The work.
    init(
        onEnd: @escaping @Sendable () -> Void = {},
        _ body: @escaping @Sendable () async throws -> Value
    ) {
        Task.detached { [self] in
            let result: Result<Value, any Error>
            do {
                result = .success(try await body())
            } catch {
                result = .failure(error)
            }
            self.result.withLock { $0 = result }
            done.signal()
            onEnd()
        }
    }

    /// Whether there is a result.
    var isDone: Bool { result.withLock { $0 != nil } }

    /// Waits for the result.
    ///
    /// - Returns: What the work has returned.
    /// - Throws: What it has thrown.
    func value() throws -> Value {
        done.wait()
        defer { done.signal() }
        guard let result = result.withLock({ $0 }) else {
            preconditionFailure("the work signalled without a result")
        }
        return try result.get()
    }
}

/// Runs asynchronous work from the main thread and waits for it.
func runBlocking<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
) throws -> Value {
    try BackgroundWork(body).value()
}
