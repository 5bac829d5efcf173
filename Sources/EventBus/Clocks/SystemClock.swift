import Dispatch
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

    /// Calls a function about every interval, from a timer of the system's.
    ///
    /// A task that sleeps would do, but each of its sleeps wakes two threads more.
    ///
    /// - Parameters:
    ///   - interval: The time between two calls, at least a millisecond; after one that was late or took long the next
    ///     comes after no less than half of it.
    ///   - tick: What to call.
    /// - Returns: What ends the calls.
    public func every(
        _ interval: Duration, _ tick: @escaping @Sendable () -> Void
    ) -> ClockTicker {
        let pace = max(interval.nanoseconds, 1_000_000)
        let last = LastTick()
        // Thread-safe, although it does not say so.
        nonisolated(unsafe) let timer = DispatchSource.makeTimerSource(
            queue: .global(qos: .userInitiated))
        unsafe timer.setEventHandler {
            CycleClock.check()
            // The timer makes up for a tick that was late, and who compares two ticks needs time between them.
            let now = CycleClock.nanoseconds()
            guard now &- last.at.load(ordering: .relaxed) > pace / 2 else { return }
            Self.offset.store(Self.measureOffset(), ordering: .relaxed)
            tick()
            last.at.store(CycleClock.nanoseconds(), ordering: .relaxed)
        }
        let step = DispatchTimeInterval.nanoseconds(Int(pace))
        unsafe timer.schedule(deadline: .now() + step, repeating: step)
        unsafe timer.activate()
        return ClockTicker { unsafe timer.cancel() }
    }

    /// When a ticker has ticked last; relaxed, since its calls come one after the other.
    private final class LastTick: Sendable {
        let at = Atomic<Int64>(.min / 2)
    }

    private static func measureOffset() -> Int64 {
        CycleClock.kernelNanoseconds(CLOCK_REALTIME) - CycleClock.nanoseconds()
    }
}
