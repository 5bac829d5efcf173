import Trading

/// Makes the simulation's own signals: most of them sound, some wrong on purpose, so that a desk
/// shows what it refuses.
struct SimulatedSignals {
    /// What sort of signal is made; the figures are shares of all signals.
    private enum Flavour {
        case sound, weak, smallMove, duplicate, unknownSymbol, badLevels

        init(_ draw: Double) {
            switch draw {
            case ..<0.76: self = .sound
            case ..<0.84: self = .weak
            case ..<0.90: self = .smallMove
            case ..<0.95: self = .duplicate
            case ..<0.98: self = .unknownSymbol
            default: self = .badLevels
            }
        }
    }

    /// Names for the column only: the same figures are behind all three.
    private static let strategies = ["sim.momentum", "sim.breakout", "sim.reversal"]

    /// Signals that go with the regime of their underlying, of all sound ones.
    private static let withTheRegime = 0.8

    /// Makes a signal.
    ///
    /// - Parameters:
    ///   - number: The number of signals made before it.
    ///   - seed: The run's seed, part of the signal's id.
    ///   - facts: The underlying.
    ///   - rupees: Its price.
    ///   - drift: The expected return a second of the regime it is in.
    ///   - time: The time.
    ///   - last: The last sound signal, to be repeated by a duplicate.
    ///   - random: The source of randomness.
    /// - Returns: The signal, and whether a later duplicate may repeat it.
    static func make(
        number: Int, seed: UInt64, facts: UnderlyingFacts, rupees: Double, drift: Double,
        time: Timestamp, last: Signal?, random: inout SeededGenerator
    ) -> (signal: Signal, isSound: Bool) {
        let flavour = Flavour(random.nextUnit())
        if case .duplicate = flavour, let last { return (last, false) }
        let isSmall = flavour == .smallMove
        let movePercent = isSmall ? 0.3 + random.nextUnit() * 0.5 : 1.05 + random.nextUnit() * 1.2
        let strength =
            flavour == .weak ? 0.15 + random.nextUnit() * 0.4 : 0.65 + random.nextUnit() * 0.33
        let followsRegime = random.nextUnit() < withTheRegime
        let isBuy = (drift >= 0) == followsRegime
        let direction = isBuy ? 1.0 : -1.0
        let stopSide = flavour == .badLevels ? 1.0 : -1.0
        let pick = Int(random.nextUnit() * Double(strategies.count))
        let signal = Signal(
            id: "SIM-\(String(seed, radix: 16))-\(number + 1)",
            symbol: flavour == .unknownSymbol ? "\(facts.name)-X" : facts.name,
            strategy: strategies[pick],
            action: isBuy ? .buy : .sell,
            entryPrice: rounded(rupees),
            stopLoss: rounded(rupees * (1 + direction * stopSide * movePercent * 0.45 / 100)),
            target: rounded(rupees * (1 + direction * movePercent / 100)),
            strength: (strength * 100).rounded() / 100,
            timeframe: "1m",
            emittedAt: time,
            origin: .simulation)
        return (signal, flavour == .sound)
    }

    /// Rupees to 5 paise: the grid on which exchanges quote.
    private static func rounded(_ rupees: Double) -> Double {
        (rupees * 20).rounded() / 20
    }
}
