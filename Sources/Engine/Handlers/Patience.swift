/// How long something that may never return is waited for, by the wall clock.
struct Patience: Sendable {
    /// The time in seconds, for words.
    let seconds: Double
    /// Returns when the time is up, or when its task is cancelled.
    let wait: @Sendable () async -> Void

    /// - Parameters:
    ///   - seconds: The time in seconds.
    ///   - wait: Returns when the time is up; sleeps unless it is given.
    init(seconds: Double, wait: (@Sendable () async -> Void)? = nil) {
        self.seconds = seconds
        // Cancelled, it ends early: by then nobody listens.
        self.wait = wait ?? { try? await Task.sleep(for: .seconds(seconds)) }
    }
}
