import Synchronization

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// The machine's clocks.
public struct SystemClock: BusClock {
    /// Wall clock minus monotonic clock.
    ///
    /// Measured again with every tick: reading both clocks per event would double the price of a
    /// stamp.
    private static let offset = Atomic<Int64>(measureOffset())

    /// Creates the clock.
    public init() {}

    /// Reads the clock: one reading of the processor's counter, or of the kernel's clock (see `CycleClock`).
    ///
    /// - Returns: The monotonic time, and the wall time as of the last tick plus what has passed.
    public func read() -> ClockReading {
        let now = CycleClock.nanoseconds()
        return ClockReading(
            monotonicNanoseconds: now,
            wallNanoseconds: now + Self.offset.load(ordering: .relaxed))
    }

    /// Calls a function about every interval, from a task of its own.
    ///
    /// - Parameters:
    ///   - interval: The time between two calls.
    ///   - tick: What to call.
    /// - Returns: What ends the calls.
    public func every(
        _ interval: Duration, _ tick: @escaping @Sendable () -> Void
    ) -> ClockTicker {
        let task = Task.detached(priority: .high) {
            while !Task.isCancelled {
                do { try await Task.sleep(for: interval) } catch { return }
                CycleClock.check()
                Self.offset.store(Self.measureOffset(), ordering: .relaxed)
                tick()
            }
        }
        return ClockTicker { task.cancel() }
    }

    private static func measureOffset() -> Int64 {
        CycleClock.kernelNanoseconds(CLOCK_REALTIME) - CycleClock.nanoseconds()
    }
}
