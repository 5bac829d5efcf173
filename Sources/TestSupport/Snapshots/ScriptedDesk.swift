import Synchronization
public import Trading

/// A desk for tests: it hands out prepared snapshots and keeps the commands it is sent.
public final class ScriptedDesk: DeskPort {
    private struct State {
        var snapshots: [DeskSnapshot]
        var commands: [Command] = []
    }

    private let state: Mutex<State>

    /// Makes a desk.
    ///
    /// - Parameter snapshots: What it hands out, in order, one for each question.
    public init(snapshots: [DeskSnapshot] = []) {
        state = Mutex(State(snapshots: snapshots))
    }

    /// The commands it was sent, in order; the first has the id 1.
    public var commands: [Command] { state.withLock { $0.commands } }

    /// Adds a snapshot to those it hands out.
    ///
    /// - Parameter snapshot: The snapshot.
    public func enqueue(_ snapshot: DeskSnapshot) {
        state.withLock { $0.snapshots.append(snapshot) }
    }

    /// Hands out the next snapshot, if one is left.
    public func takeSnapshot() -> DeskSnapshot? {
        state.withLock { $0.snapshots.isEmpty ? nil : $0.snapshots.removeFirst() }
    }

    /// Keeps a command.
    public func send(_ command: Command) -> CommandID {
        state.withLock { state in
            state.commands.append(command)
            return CommandID(UInt64(state.commands.count))
        }
    }

    /// There is no descriptor: the desk is asked whenever the screen wakes.
    public let wakeDescriptor: Int32 = -1
}
