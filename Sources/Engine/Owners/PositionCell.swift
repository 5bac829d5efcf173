import Synchronization
import Trading

/// One position and its owner: every change happens inside `update`, one at a time.
final class PositionCell: Sendable {
    private struct State {
        var position: Position
        /// Until when no exit is sent, because the venue has refused one.
        var exitsHeldUntil = Timestamp.distantPast
    }

    let id: PositionID
    let contract: OptionContract
    private let state: Mutex<State>

    init(_ position: Position) {
        id = position.id
        contract = position.contract
        state = Mutex(State(position: position))
    }

    /// The position now.
    var position: Position { state.withLock { $0.position } }

    /// Changes the position.
    func update<Result>(_ change: (inout Position) throws -> Result) rethrows -> Result {
        try state.withLock { try change(&$0.position) }
    }

    /// Sends no exit before an instant: asking a venue that refuses again and again helps nobody.
    func holdExits(until instant: Timestamp) {
        state.withLock { $0.exitsHeldUntil = instant }
    }

    /// Whether an exit may be sent.
    func mayExit(at now: Timestamp) -> Bool {
        state.withLock { now >= $0.exitsHeldUntil }
    }
}
