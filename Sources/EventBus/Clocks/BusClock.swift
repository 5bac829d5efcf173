/// Where the bus gets the time, and its ticks for what waits: timeouts, retries, alarms.
public protocol BusClock: Sendable {
    /// Reads the clock. Called once per event and once per invocation: it must be cheap.
    func read() -> ClockReading

    /// Calls a function about every interval, until the ticker is cancelled.
    ///
    /// - Parameters:
    ///   - interval: The time between two calls.
    ///   - tick: What to call. It never blocks.
    /// - Returns: What ends the calls.
    func every(_ interval: Duration, _ tick: @escaping @Sendable () -> Void) -> ClockTicker
}
