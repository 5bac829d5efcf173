import Synchronization

/// Ends the ticks that a clock gives.
public final class ClockTicker: Sendable {
    private let onCancel: Mutex<(@Sendable () -> Void)?>

    /// Creates a ticker.
    ///
    /// - Parameter onCancel: What ends the ticks; called once at most.
    public init(onCancel: @escaping @Sendable () -> Void) {
        self.onCancel = Mutex(onCancel)
    }

    /// Ends the ticks.
    ///
    /// Further calls do nothing.
    public func cancel() {
        let action = onCancel.withLock { action in
            defer { action = nil }
            return action
        }
        action?()
    }
}
