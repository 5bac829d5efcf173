/// A rate at which a source may publish.
public struct Throttle: Hashable, Sendable {
    /// The sustained rate, in events per second.
    public let perSecond: Double
    /// How many events may come at once after a pause.
    public let burst: Int

    /// Creates a rate.
    ///
    /// - Parameters:
    ///   - perSecond: The sustained rate, in events per second, above 0.
    ///   - burst: How many events may come at once, at least 1.
    public init(perSecond: Double, burst: Int) {
        precondition(perSecond > 0 && perSecond.isFinite, "rate \(perSecond) must be above 0")
        precondition(burst > 0, "burst \(burst) must be at least 1")
        self.perSecond = perSecond
        self.burst = burst
    }
}
