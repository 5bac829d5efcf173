/// One row of the event log.
public struct LogRow: Hashable, Sendable, Codable, Identifiable {
    /// Counts rows from 1; the row's identity.
    public var sequence: UInt64
    /// When it happened, by the market's clock.
    public var at: Timestamp
    /// How much it matters.
    public var level: LogLevel
    /// The part that speaks: a handler, a strategy, a feed, the operator.
    public var subject: String
    /// What happened, in one line.
    public var text: String
    /// The signal whose trade it belongs to, when there is one.
    public var correlationID: String?

    /// The row's identity.
    public var id: UInt64 { sequence }

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - sequence: Counts rows from 1; the row's identity.
    ///   - at: When it happened, by the market's clock.
    ///   - level: How much it matters.
    ///   - subject: The part that speaks: a handler, a strategy, a feed, the operator.
    ///   - text: What happened, in one line.
    ///   - correlationID: The signal whose trade it belongs to, when there is one.
    public init(
        sequence: UInt64,
        at: Timestamp,
        level: LogLevel,
        subject: String,
        text: String,
        correlationID: String?
    ) {
        self.sequence = sequence
        self.at = at
        self.level = level
        self.subject = subject
        self.text = text
        self.correlationID = correlationID
    }
}

/// How much a log row matters.
public enum LogLevel: Int, Hashable, Comparable, Sendable, Codable, CaseIterable {
    case debug
    case info
    case warning
    case error

    /// Orders the two by their value.
    public static func < (lhs: LogLevel, rhs: LogLevel) -> Bool { lhs.rawValue < rhs.rawValue }
}
