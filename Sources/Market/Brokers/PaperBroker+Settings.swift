public import Trading

extension PaperBroker {
    /// How the venue behaves.
    public struct Settings: Hashable, Sendable {
        /// Ticks by which a fill is worse than the quote, 0 or more.
        public var slippageTicks: Int
        /// Seconds from `submit` to the earliest fill, 0 or more.
        public var latencySeconds: Double
        /// Seconds for which a dropped connection stays away.
        public var outageSeconds: Double
        /// How often the venue misbehaves.
        public var faults: FaultRates
        /// Decides which orders meet a fault.
        public var seed: UInt64
        /// The age in seconds from which on a quote offers nothing.
        public var staleQuoteSeconds: Double

        /// Makes settings.
        ///
        /// - Parameters:
        ///   - slippageTicks: Ticks by which a fill is worse than the quote.
        ///   - latencySeconds: Seconds from `submit` to the earliest fill.
        ///   - outageSeconds: Seconds for which a dropped connection stays away.
        ///   - faults: How often the venue misbehaves.
        ///   - seed: Decides which orders meet a fault.
        ///   - staleQuoteSeconds: The age in seconds from which on a quote offers nothing.
        public init(
            slippageTicks: Int = 1, latencySeconds: Double = 0, outageSeconds: Double = 5,
            faults: FaultRates = .none, seed: UInt64 = 1,
            staleQuoteSeconds: Double = DeskLimits().staleQuoteSeconds
        ) {
            self.slippageTicks = slippageTicks
            self.latencySeconds = latencySeconds
            self.outageSeconds = outageSeconds
            self.faults = faults
            self.seed = seed
            self.staleQuoteSeconds = staleQuoteSeconds
        }
    }
}
