import Trading

/// What is asked of a desk that runs in another process: one JSON object a line.
enum DeskRequest: Codable, Sendable {
    /// The newest snapshot.
    case snapshot
    /// A command, as if its key had been pressed there.
    case send(Command)
}

/// The answer to a request: one JSON object a line.
enum DeskReply: Codable, Sendable {
    case snapshot(DeskSnapshot)
    /// The id under which the outcome of a command is expected.
    case sent(CommandID)
    /// There is no snapshot yet.
    case nothing
    /// The request cannot be read.
    case unreadable(String)
}
