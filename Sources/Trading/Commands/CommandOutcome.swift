/// What the desk answered to a command.
public struct CommandOutcome: Hashable, Sendable, Codable, Identifiable {
    /// The command's id, as it was given when it was sent.
    public var id: CommandID
    /// The command's verb.
    public var verb: String
    /// Whether it was accepted, or why not.
    public var verdict: CommandVerdict
    /// When the desk answered.
    public var answeredAt: Timestamp

    /// Makes an outcome.
    ///
    /// - Parameters:
    ///   - id: The command's id.
    ///   - verb: The command's verb.
    ///   - verdict: Whether it was accepted, or why not.
    ///   - answeredAt: When the desk answered.
    public init(id: CommandID, verb: String, verdict: CommandVerdict, answeredAt: Timestamp) {
        self.id = id
        self.verb = verb
        self.verdict = verdict
        self.answeredAt = answeredAt
    }
}

/// The desk's verdict on a command.
public enum CommandVerdict: Hashable, Sendable, Codable {
    /// Done, or on its way; one line says what.
    case accepted(String)
    /// Of several things some are done, or on their way; one line says what is not, and why.
    case partly(String)
    /// Not done, and nothing has changed.
    case refused(Denial)
    /// Nobody has answered: it may have been done. Says why.
    case unknown(String)
}

/// A command's number, unique within one run.
public struct CommandID: Hashable, Comparable, Sendable, Codable {
    /// The number, counted from 1.
    public var number: UInt64

    /// Makes an id.
    ///
    /// - Parameter number: The number.
    public init(_ number: UInt64) {
        self.number = number
    }

    /// The id of a command whose desk has not given it one yet; none that a desk gives is as high.
    ///
    /// - Parameter number: The number, counted from 1.
    /// - Returns: The id.
    public static func provisional(_ number: UInt64) -> CommandID { CommandID(.max - number) }

    /// Whether the desk has not given the id.
    public var isProvisional: Bool { number > .max / 2 }

    /// Orders the two by their value.
    public static func < (lhs: CommandID, rhs: CommandID) -> Bool { lhs.number < rhs.number }
}
