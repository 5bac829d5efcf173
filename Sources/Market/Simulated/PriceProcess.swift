import Trading

/// One price in motion: volatility that clusters, drift that comes in regimes, and a slow pull back
/// to where it began.
///
/// Only additions, multiplications, divisions and square roots are used, which every machine rounds
/// the same way; so the same seed gives the same prices bit for bit everywhere.
struct PriceProcess: Hashable, Sendable, Codable {
    /// The price as a multiple of the level where it began.
    private(set) var ratio = 1.0
    /// Today's variance as a multiple of the usual one: GARCH(1,1) with a mean of 1.
    private(set) var variance = 1.0
    /// Expected return a second in this regime.
    private(set) var driftPerSecond = 0.0
    /// Seconds until the next regime.
    private(set) var regimeSecondsLeft = 0
    /// Units traded so far today.
    private(set) var dayVolumeUnits: Int64 = 0
    /// The level where it began, in rupees.
    let level: Double

    init(level: Double) {
        self.level = level
    }

    /// The price in rupees.
    var rupees: Double { ratio * level }

    /// Moves the price by a second.
    ///
    /// - Parameters:
    ///   - sigma: The usual standard deviation of a second's return.
    ///   - regimeMove: The usual size of a regime's whole move, 0.005 for 0.5 %.
    ///   - external: A return that comes from elsewhere, such as the market's.
    ///   - random: The source of randomness.
    /// - Returns: The second's own return, without `external`.
    @discardableResult
    mutating func advance(
        sigma: Double, regimeMove: Double, external: Double = 0, random: inout SeededGenerator
    ) -> Double {
        if regimeSecondsLeft <= 0 {
            let seconds = 600 + random.nextUnit() * 1500
            let move = regimeMove * (0.4 + 1.2 * random.nextUnit())
            driftPerSecond = (random.nextUnit() < 0.5 ? -move : move) / seconds
            regimeSecondsLeft = Int(seconds)
        }
        regimeSecondsLeft -= 1
        let shock = random.nextNormal()
        let own = driftPerSecond + sigma * variance.squareRoot() * shock
        variance = 0.001 + 0.994 * variance + 0.005 * variance * shock * shock
        // A third of the distance from the level is taken back in the course of a day.
        let pull = (1 - ratio) / 3 / TradingYear.secondsInDay
        ratio *= 1 + own + external + pull
        return own
    }

    /// Starts a new day: no volume yet, and a gap from the night.
    ///
    /// - Parameter gap: The night's return.
    mutating func startDay(gap: Double) {
        dayVolumeUnits = 0
        ratio *= 1 + gap
    }

    mutating func trade(_ units: Int64) {
        dayVolumeUnits += units
    }
}

/// The exchange's year in the units of the simulation.
enum TradingYear {
    static let secondsInDay = 22_500.0
    static let seconds = 252 * secondsInDay
}

extension SeededGenerator {
    /// Returns a number that is nearly standard normal.
    ///
    /// It is the sum of twelve even ones, less six, and needs no logarithm.
    mutating func nextNormal() -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += nextUnit() }
        return sum
    }

    /// The randomness of one step of a run, independent of all other steps, so that a run can be
    /// resumed anywhere.
    static func ofStep(_ step: UInt64, seed: UInt64) -> SeededGenerator {
        var mixer = SeededGenerator(seed: seed &+ step &* 0xd1b5_4a32_d192_ed03)
        return SeededGenerator(seed: mixer.next())
    }
}
