import Dispatch
import Synchronization

/// Runs asynchronous work from the program's synchronous main thread and waits for it.
///
/// The main thread stays out of the concurrency runtime, because the cockpit needs it for itself.
func runBlocking<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
) throws -> Value {
    let done = DispatchSemaphore(value: 0)
    let box = ResultBox<Value>()
    Task.detached {
        let result: Result<Value, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        box.result.withLock { $0 = result }
        done.signal()
    }
    done.wait()
    guard let result = box.result.withLock({ $0 }) else {
        preconditionFailure("the work signalled without a result")
    }
    return try result.get()
}

private final class ResultBox<Value: Sendable>: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
}
