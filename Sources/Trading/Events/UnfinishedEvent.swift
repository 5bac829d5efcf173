/// An event that the desk has taken and that has no outcome, because the process died.
public struct UnfinishedEvent: Hashable, Sendable {
    /// The handler that takes signals, and whose outcome a signal needs.
    public static let signalHandler = "executor"

    /// The event as the journal holds it.
    public var event: EventRecord
    /// How many runs have ended with it unfinished.
    public var crashes: Int

    /// Makes the record.
    ///
    /// - Parameters:
    ///   - event: The event as the journal holds it.
    ///   - crashes: How many runs have ended with it unfinished.
    public init(event: EventRecord, crashes: Int) {
        self.event = event
        self.crashes = crashes
    }
}
