import Synchronization
import Trading

/// Finds positions; each of them has its own owner.
final class PositionBook: Sendable {
    private struct State {
        var live: [PositionID: PositionCell] = [:]
        var byInstrument: [InstrumentID: [PositionCell]] = [:]
        /// What was retired today: a late fill may call it back.
        var retired: [PositionID: PositionCell] = [:]
        var closed: [Position] = []

        mutating func add(_ cell: PositionCell) {
            live[cell.id] = cell
            byInstrument[cell.contract.id, default: []].append(cell)
        }
    }

    private let state = Mutex(State())
    private let closedKept = 200

    /// Takes up positions from the ledger, before anything else happens.
    func restore(live: [Position], closed: [Position]) {
        for position in live { add(position) }
        state.withLock { state in
            state.closed = closed.filter { $0.boughtQuantity > .zero }.suffix(closedKept)
            for position in closed { state.retired[position.id] = PositionCell(position) }
        }
    }

    /// Takes up a position.
    func add(_ position: Position) {
        state.withLock { $0.add(PositionCell(position)) }
    }

    /// Moves a closed position from the live ones to the history of the day.
    func retire(_ position: Position) {
        state.withLock { state in
            guard let cell = state.live.removeValue(forKey: position.id) else { return }
            state.byInstrument[cell.contract.id]?.removeAll { $0 === cell }
            if state.byInstrument[cell.contract.id]?.isEmpty == true {
                state.byInstrument[cell.contract.id] = nil
            }
            state.retired[cell.id] = cell
            guard position.boughtQuantity.units > 0 else { return }
            state.closed.append(position)
            if state.closed.count > closedKept { state.closed.removeFirst() }
        }
    }

    /// Takes up a position that the book has forgotten: a late fill is real on whatever day it comes.
    func recall(_ position: Position) -> PositionCell {
        state.withLock { state in
            let cell = PositionCell(position)
            state.add(cell)
            return cell
        }
    }

    /// Calls a position of today back among the live ones: a late fill is real.
    func revive(_ id: PositionID) -> PositionCell? {
        state.withLock { state in
            guard let cell = state.retired.removeValue(forKey: id) else { return nil }
            state.closed.removeAll { $0.id == id }
            state.add(cell)
            return cell
        }
    }

    func cell(_ id: PositionID) -> PositionCell? {
        state.withLock { $0.live[id] }
    }

    /// Whether all of a position is being sold, or was.
    func isLeaving(_ id: PositionID) -> Bool {
        let (live, isRetired) = state.withLock { ($0.live[id], $0.retired[id] != nil) }
        return live.map { $0.position.status == .closing } ?? isRetired
    }

    func cells(holding instrument: InstrumentID) -> [PositionCell] {
        state.withLock { $0.byInstrument[instrument] ?? [] }
    }

    func holds(_ instrument: InstrumentID) -> Bool {
        state.withLock { $0.byInstrument[instrument] != nil }
    }

    /// Whether nothing is held or on its way.
    var isEmpty: Bool { state.withLock { $0.live.isEmpty } }

    /// How many positions are live.
    var count: Int { state.withLock { $0.live.count } }

    /// All live positions, oldest first.
    ///
    /// - Complexity: O(n log n): for those who show them, not for what runs with every event.
    var live: [Position] {
        let positions = state.withLock { Array($0.live.values) }.map(\.position)
        // Positions are large, their places are not.
        return positions.indices.sorted {
            (positions[$0].openedAt, positions[$0].id) < (positions[$1].openedAt, positions[$1].id)
        }.map { positions[$0] }
    }

    /// The instruments of which something is held or on its way, by token.
    var instruments: [InstrumentID] {
        state.withLock { $0.byInstrument.keys.sorted() }
    }

    /// Positions closed in this session, oldest first.
    var closed: [Position] { state.withLock { $0.closed } }

    /// Forgets the closed positions of an earlier day.
    func startDay() {
        state.withLock { state in
            state.closed = []
            state.retired = [:]
        }
    }
}
