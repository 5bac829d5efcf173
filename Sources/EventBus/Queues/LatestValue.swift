import Synchronization

/// A cell that holds the newest value only: writers replace it, one reader takes it.
///
/// Each operation is one atomic exchange, so nobody ever waits and a value is never torn. Of two
/// writers at once, the later exchange wins; give a cell one writer where order matters.
@safe public final class LatestValue<Value: AnyObject & Sendable>: Sendable {
    private let cell = unsafe Atomic<Unmanaged<Value>?>(nil)

    /// Creates an empty cell.
    public init() {}

    deinit {
        _ = take()
    }

    /// Puts a value in, and drops the one that nobody took.
    ///
    /// - Parameter value: The newest value.
    public func publish(_ value: Value) {
        // Releases the value's contents to the acquire in `take`; the exchange keeps the retain.
        let old = unsafe cell.exchange(
            Unmanaged.passRetained(value), ordering: .acquiringAndReleasing)
        unsafe old?.release()
    }

    /// Puts a value back that was taken out, unless there is a newer one.
    ///
    /// - Parameter value: What `take` has returned.
    func putBack(_ value: Value) {
        let reference = unsafe Unmanaged.passRetained(value)
        // As `publish`; acquires nothing, because what is found stays where it is.
        let isBack = unsafe cell.compareExchange(
            expected: nil, desired: reference, ordering: .acquiringAndReleasing
        ).exchanged
        if !isBack { unsafe reference.release() }
    }

    /// Takes the value out.
    ///
    /// - Returns: The newest value, or `nil` when there is none since the last call.
    public func take() -> Value? {
        unsafe cell.exchange(nil, ordering: .acquiringAndReleasing)?.takeRetainedValue()
    }
}
