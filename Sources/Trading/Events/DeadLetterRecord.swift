/// An event that a handler could not process, with every attempt, as the ledger keeps it.
public struct DeadLetterRecord: Hashable, Sendable, Codable, Identifiable {
    /// The letter's id.
    public var id: DeadLetterID
    /// The handler that failed.
    public var handler: String
    /// The event.
    public var event: EventRecord
    /// Every attempt, oldest first.
    public var attempts: [DeliveryAttempt]
    /// When the handler gave up.
    public var diedAt: Timestamp

    /// Makes a record.
    ///
    /// - Parameters:
    ///   - id: The letter's id.
    ///   - handler: The handler that failed.
    ///   - event: The event.
    ///   - attempts: Every attempt, oldest first; at least one.
    ///   - diedAt: When the handler gave up.
    public init(
        id: DeadLetterID, handler: String, event: EventRecord, attempts: [DeliveryAttempt],
        diedAt: Timestamp
    ) {
        self.id = id
        self.handler = handler
        self.event = event
        self.attempts = attempts
        self.diedAt = diedAt
    }

    /// The last attempt's error.
    public var error: String { attempts.last?.error ?? "no attempt was recorded" }
}

/// A dead letter's id; `d-` and sixteen hexadecimal digits.
public struct DeadLetterID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The handler and the event that the letter is about, so that the same failure is one letter.
    public var text: String

    /// Makes an id from its text.
    ///
    /// - Parameter text: The text.
    public init(_ text: String) {
        self.text = text
    }

    /// The id's text.
    public var description: String { text }

    /// Orders the two by their value.
    public static func < (lhs: DeadLetterID, rhs: DeadLetterID) -> Bool { lhs.text < rhs.text }
}

/// One try of a handler at an event.
public struct DeliveryAttempt: Hashable, Sendable, Codable {
    /// When it failed.
    public var failedAt: Timestamp
    /// The error, in one line.
    public var error: String

    /// Makes an attempt.
    ///
    /// - Parameters:
    ///   - failedAt: When it failed.
    ///   - error: The error, in one line.
    public init(failedAt: Timestamp, error: String) {
        self.failedAt = failedAt
        self.error = error
    }
}
