/// The last failed attempt, for the statistics.
final class FailureNote: Sendable {
    let attempt: Attempt

    init(_ attempt: Attempt) {
        self.attempt = attempt
    }
}
