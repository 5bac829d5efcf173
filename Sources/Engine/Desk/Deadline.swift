import Synchronization

/// One instant by which something is over, however many things it waits for until then.
struct Deadline: Sendable {
    private let start = ContinuousClock.now
    private let limit: Duration

    /// - Parameter limit: How long from now; a negative one counts as zero.
    init(after limit: Duration) {
        self.limit = max(.zero, limit)
    }

    /// The time that is left.
    var left: Duration { left(of: 1) }

    /// The time that is left until a part of the whole is over.
    func left(of part: Double) -> Duration {
        max(.zero, start + limit * part - .now)
    }

    /// Waits for some work until the time is up.
    ///
    /// What is not done by then goes on by itself. That the caller is cancelled ends neither.
    ///
    /// - Parameters:
    ///   - part: The part of the whole time after which it is not waited for.
    ///   - work: The work.
    /// - Returns: Whether it was done in time.
    func wait(part: Double = 1, for work: @escaping @Sendable () async -> Void) async -> Bool {
        let race = Race()
        Task {
            await work()
            race.end(true)
        }
        let limit = left(of: part)
        let timer = Task {
            do {
                try await Task.sleep(for: limit)
            } catch {
                return  // the work was done first
            }
            race.end(false)
        }
        defer { timer.cancel() }
        return await race.outcome()
    }

    /// The work against the time.
    private final class Race: Sendable {
        private struct State {
            var outcome: Bool?
            var continuation: CheckedContinuation<Bool, Never>?
        }

        private let state = Mutex(State())

        func end(_ isDone: Bool) {
            let continuation = state.withLock { state in
                if state.outcome == nil { state.outcome = isDone }
                defer { state.continuation = nil }
                return state.continuation
            }
            continuation?.resume(returning: isDone)
        }

        func outcome() async -> Bool {
            await withCheckedContinuation { continuation in
                let outcome = state.withLock { state in
                    if state.outcome == nil { state.continuation = continuation }
                    return state.outcome
                }
                if let outcome { continuation.resume(returning: outcome) }
            }
        }
    }
}
