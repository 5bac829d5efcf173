/// How often, and when, a failed delivery is tried again.
///
/// The delay before attempt n + 1 is random between 0 and base × 2ⁿ⁻¹, at most the cap ("full
/// jitter"): retries of events that failed together do not come back together.
public struct RetryPolicy: Hashable, Sendable {
    /// The most attempts, the first one included.
    public let attempts: Int
    /// The upper end of the first delay.
    public let base: Duration
    /// The upper end of every delay.
    public let cap: Duration
    /// The time from the first attempt after which no retry starts.
    public let totalLimit: Duration
    /// Crashes of the process during an event's handling that make it a dead letter unrun.
    public let crashLimit: Int

    /// Creates a policy.
    ///
    /// - Parameters:
    ///   - attempts: The most attempts, the first one included; at least 1.
    ///   - base: The upper end of the first delay, which doubles with each attempt.
    ///   - cap: The upper end of every delay.
    ///   - totalLimit: The time from the first attempt after which no retry starts.
    ///   - crashLimit: Crashes that make a redelivered event a dead letter unrun; 1 to 255.
    public init(
        attempts: Int = 5, base: Duration = .milliseconds(100), cap: Duration = .seconds(10),
        totalLimit: Duration = .seconds(60), crashLimit: Int = 3
    ) {
        self.attempts = attempts
        self.base = base
        self.cap = cap
        self.totalLimit = totalLimit
        self.crashLimit = crashLimit
    }

    /// One attempt, no retry.
    public static let never = RetryPolicy(attempts: 1)

    /// The upper end of the delay after a number of failed attempts, in nanoseconds.
    func longestDelay(after attempts: Int) -> Int64 {
        let (doubled, overflow) = base.nanoseconds.multipliedReportingOverflow(
            by: 1 << Int64(min(max(attempts - 1, 0), 40)))
        return max(0, min(overflow ? .max : doubled, cap.nanoseconds))
    }
}
