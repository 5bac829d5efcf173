/// The last failed attempt, for the statistics.
///
/// `@unchecked Sendable`: it is handed on through a `LatestValue`, and whoever has taken it out owns
/// it alone.
final class FailureNote: @unchecked Sendable {
    var attempt: Attempt

    init(_ attempt: Attempt) {
        self.attempt = attempt
    }
}
