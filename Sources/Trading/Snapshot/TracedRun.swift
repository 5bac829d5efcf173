/// One measured attempt of a handler, and the event that it was about, as the ledger keeps it.
public struct TracedRun: Hashable, Sendable, Codable {
    /// The event's id.
    public var eventID: String
    /// The attempt.
    public var run: TraceRun

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - eventID: The event's id.
    ///   - run: The attempt.
    public init(eventID: String, run: TraceRun) {
        self.eventID = eventID
        self.run = run
    }
}
