/// A command together with the id under which its answer is expected.
public struct OperatorCommand: Hashable, Sendable, Codable {
    /// The command's id.
    public var id: CommandID
    /// What is asked.
    public var command: Command

    /// Makes the fact that somebody asked.
    ///
    /// - Parameters:
    ///   - id: The command's id.
    ///   - command: What is asked.
    public init(id: CommandID, command: Command) {
        self.id = id
        self.command = command
    }
}
