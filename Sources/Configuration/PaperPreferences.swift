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

    mutating func read(_ table: inout SectionReader) throws(ConfigurationError) {
        try table.integer(
            "slippage_ticks", &slippageTicks, in: 0...1000,
            "ticks by which a fill is worse than the quote")
        try table.number(
            "latency_seconds", &latencySeconds, in: 0...3600,
            "market seconds between an order and its fill")
        try table.number(
            "reject_rate", &rejectRate, in: 0...1, "the share of orders that are refused")
        try table.number(
            "timeout_rate", &timeoutRate, in: 0...1, "the share of orders whose answer is lost")
        try table.number(
            "duplicate_fill_rate", &duplicateFillRate, in: 0...1,
            "the share of fills that are reported twice")
        try table.number(
            "late_fill_rate", &lateFillRate, in: 0...1, "the share of fills that come late")
        try table.number(
            "disconnect_rate", &disconnectRate, in: 0...1,
            "the share of calls at which the connection breaks")
        try table.finish()
    }
}
