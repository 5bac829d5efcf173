import Synchronization
import Trading

/// One position and its owner: every change happens inside `update`, one at a time.
final class PositionCell: Sendable {
    let id: PositionID
    let contract: OptionContract
    private let state: Mutex<Position>

    init(_ position: Position) {
        id = position.id
        contract = position.contract
        state = Mutex(position)
    }

    /// The position now.
    var position: Position { state.withLock { $0 } }

    /// Changes the position.
    func update<Result>(_ change: (inout Position) throws -> Result) rethrows -> Result {
        try state.withLock { try change(&$0) }
    }
}
