public import Trading

/// One run of the desk, as its journal shows it.
public struct JournalRun: Hashable, Sendable {
    /// The run, counted from 1.
    public let number: Int64
    /// How many events it left.
    public let eventCount: Int
    /// When the first of them happened.
    public let firstEventAt: Timestamp
    /// When the last of them happened.
    public let lastEventAt: Timestamp
}
