/// The desk as a screen sees it: snapshots come out, commands go in.
public protocol DeskPort: Sendable {
    /// Takes the newest snapshot, if there is one that was not taken yet. One reader only.
    ///
    /// - Returns: The snapshot, or `nil` when nothing is new.
    func takeSnapshot() -> DeskSnapshot?

    /// Sends a command; the answer is among the `outcomes` of a later snapshot, under the same id.
    ///
    /// - Parameter command: The command.
    /// - Returns: The command's id.
    func send(_ command: Command) -> CommandID

    /// A descriptor that becomes readable when there is a new snapshot; −1 when there is none.
    var wakeDescriptor: Int32 { get }
}
