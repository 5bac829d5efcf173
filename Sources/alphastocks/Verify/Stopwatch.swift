/// Measures a stretch of wall time.
struct Stopwatch: Sendable {
    private let start = ContinuousClock.now

    var elapsed: Duration { ContinuousClock.now - start }

    /// Milliseconds with two decimals.
    static func text(_ duration: Duration) -> String {
        let milliseconds = Self.milliseconds(duration)
        return milliseconds >= 100
            ? "\(Int(milliseconds)) ms" : "\(Double(Int(milliseconds * 100)) / 100) ms"
    }

    static func milliseconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
    }
}
