import Synchronization

/// Wakes whoever waits for the bus to become idle. Cold: rung only while it drains.
@safe final class Bell: Sendable {
    private let waiters = unsafe Mutex<[UnsafeContinuation<Void, Never>]>([])

    /// Waits for a ring.
    ///
    /// - Parameter isOver: Asked once the caller is in the line: whether it need not wait.
    func wait(unless isOver: () -> Bool) async {
        await unsafe withUnsafeContinuation { continuation in
            unsafe waiters.withLock { unsafe $0.append(continuation) }
            if isOver() { ring() }
        }
    }

    func ring() {
        let woken = unsafe waiters.withLock { waiters in
            defer { unsafe waiters = [] }
            return unsafe waiters
        }
        for unsafe waiter in unsafe woken { unsafe waiter.resume() }
    }
}
