import Synchronization

/// Wakes whoever waits for the bus to become idle.
///
/// Cold: rung only while the bus drains.
final class Bell: Sendable {
    @safe private struct Waiter {
        let continuation: UnsafeContinuation<Void, Never>
    }

    private let waiters = Mutex<[Waiter]>([])

    /// Waits for a ring.
    ///
    /// `isOver` is asked once the caller is in the line: whether it need not wait.
    func wait(unless isOver: () -> Bool) async {
        await unsafe withUnsafeContinuation { continuation in
            let waiter = unsafe Waiter(continuation: continuation)
            waiters.withLock { $0.append(waiter) }
            if isOver() { ring() }
        }
    }

    func ring() {
        let woken = waiters.withLock { waiters in
            defer { waiters = [] }
            return waiters
        }
        for waiter in woken { unsafe waiter.continuation.resume() }
    }
}
