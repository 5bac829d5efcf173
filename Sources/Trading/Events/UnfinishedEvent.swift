/// An event that the desk has taken and that has no outcome, because the process died.
public struct UnfinishedEvent: Hashable, Sendable {
    /// The handler that takes signals, and whose outcome a signal needs.
    public static let signalHandler = "executor"

    /// The event as the journal holds it.
    public var event: EventRecord
    /// How many runs have given it to its handler and ended with it unfinished.
    public var crashes: Int

    /// The ledger's mark that this run gives the event to its handler again; to be written before it does.
    public var mark: LedgerChange? {
        event.correlationID.map { .setState(key: Self.markKey(of: $0), value: "\(crashes)") }
    }

    /// The name of the mark.
    ///
    /// - Parameter signalID: The signal.
    /// - Returns: A key of the ledger's state; its value is how many runs have given the signal out again.
    public static func markKey(of signalID: String) -> String { "given-again.\(signalID)" }

    /// Makes the record.
    ///
    /// - Parameters:
    ///   - event: The event as the journal holds it.
    ///   - crashes: How many runs have given it to its handler and ended with it unfinished.
    public init(event: EventRecord, crashes: Int) {
        self.event = event
        self.crashes = crashes
    }
}
