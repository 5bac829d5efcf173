/// How the paper broker plays the venue.
public struct PaperPreferences: Equatable, Sendable {
    /// Ticks that a fill is worse than the quote.
    public var slippageTicks = 1
    /// Market seconds between an order and its fill.
    public var latencySeconds = 0.0
    /// Share of orders that are refused, 0…1.
    public var rejectRate = 0.0
    /// Share of orders whose answer is lost, 0…1.
    public var timeoutRate = 0.0
    /// Share of fills that are reported twice, 0…1.
    public var duplicateFillRate = 0.0
    /// Share of fills that come late, 0…1.
    public var lateFillRate = 0.0
    /// Share of calls at which the connection breaks, 0…1.
    public var disconnectRate = 0.0

    /// Makes the defaults: a venue without faults.
    public init() {}
}
