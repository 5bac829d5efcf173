public import Trading

/// Everything that a simulated market needs to go on where it stopped; the seed is not part of it.
public struct SimulatedMarketState: Hashable, Sendable, Codable {
    /// Steps made so far; with the seed it decides every random number.
    public internal(set) var steps: UInt64 = 0
    /// The time of the last step; the next session opens after it.
    public internal(set) var time: Timestamp
    /// The end of the session that is open; `nil` between sessions.
    public internal(set) var sessionCloses: Timestamp?
    /// The mood of the market as a whole, its price in the market's own unit.
    var market = PriceProcess(level: 1)
    /// The price processes of the underlyings, by name.
    var underlyings: [String: PriceProcess] = [:]
    /// Signals made so far.
    var signalCount = 0
    /// The last sound signal, which a duplicate repeats.
    var lastSignal: Signal?

    init(time: Timestamp) {
        self.time = time
    }
}
