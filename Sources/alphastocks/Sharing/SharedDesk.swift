import Synchronization
import Trading

/// A desk that several look at: the screen in front takes each snapshot once, others ask for the newest one.
final class SharedDesk: DeskPort {
    private struct State {
        var newest: DeskSnapshot?
        /// Whether the front has not taken the newest one yet.
        var isNew = false
    }

    private let desk: any DeskPort
    private let state = Mutex(State())

    init(_ desk: any DeskPort) {
        self.desk = desk
    }

    var wakeDescriptor: Int32 { desk.wakeDescriptor }

    func takeSnapshot() -> DeskSnapshot? {
        state.withLock { state in
            refresh(&state)
            guard state.isNew else { return nil }
            state.isNew = false
            return state.newest
        }
    }

    /// The newest snapshot, whoever has taken it.
    var newest: DeskSnapshot? {
        state.withLock { state in
            refresh(&state)
            return state.newest
        }
    }

    func send(_ command: Command) -> CommandID { desk.send(command) }

    /// Only one may take from a desk: whoever comes does it for all.
    private func refresh(_ state: inout State) {
        guard let snapshot = desk.takeSnapshot() else { return }
        state.newest = snapshot
        state.isNew = true
    }
}
