import Trading

/// How far the screen may be trusted, by the age of its snapshot.
enum Freshness: Sendable, Equatable {
    /// Within two periods.
    case fresh
    /// Past two periods: it warns.
    case late
    /// Past five periods, and two seconds: no figure may be taken for the present.
    case stale

    /// Judges an age.
    ///
    /// - Parameters:
    ///   - age: Seconds since the snapshot was taken.
    ///   - period: Seconds between two snapshots as they are meant to come.
    init(age: Double, period: Double) {
        if age <= Self.lateAfter(period) {
            self = .fresh
        } else {
            self = age <= Self.staleAfter(period) ? .late : .stale
        }
    }

    /// Two periods; a desk that gives no snapshots of itself is given a fifth of a second.
    static func lateAfter(_ period: Double) -> Double { max(0.2, 2 * period) }
    static func staleAfter(_ period: Double) -> Double { max(2, 5 * max(0.05, period)) }

    /// Returns the seconds until the screen must change although nothing new came: until the next
    /// judgement, then until the next full second of the age.
    static func secondsToChange(age: Double, period: Double) -> Double {
        if age < lateAfter(period) { return lateAfter(period) - age + 0.01 }
        let second = age.rounded(.down) + 1 - age
        if age < staleAfter(period) { return min(second, staleAfter(period) - age) + 0.01 }
        return second + 0.01
    }
}
