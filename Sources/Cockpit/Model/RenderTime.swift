import Trading

/// How long it takes to draw a frame: the slowest of each few seconds, so that the figure can be read and costs no
/// drawing of its own.
struct RenderTime: Sendable {
    /// The slowest frame of the last whole span, in seconds; `nil` before the first is over.
    private(set) var shown: Double?
    private var slowest = 0.0
    private var began: Timestamp?

    /// Seconds that are judged together.
    private static let span = 5.0

    /// Takes how long a frame took.
    ///
    /// - Parameters:
    ///   - start: When its drawing began, by the wall clock.
    ///   - end: When it was handed to the terminal.
    mutating func note(from start: Timestamp, to end: Timestamp) {
        slowest = max(slowest, end.seconds(since: start))
        let passed = began.map { end.seconds(since: $0) } ?? 0
        // A clock that was set back begins anew.
        if began == nil || passed < 0 { began = end }
        guard passed >= Self.span else { return }
        shown = slowest
        slowest = 0
        began = end
    }
}
