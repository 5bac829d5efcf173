import Synchronization
import Trading

/// Finds positions; each of them has its own owner.
final class PositionBook: Sendable {
    private struct State {
        var live: [PositionID: PositionCell] = [:]
        var byInstrument: [InstrumentID: [PositionCell]] = [:]
        var closed: [Position] = []
    }

    private let state = Mutex(State())
    private let closedKept = 200

    /// Takes up positions from the ledger, before anything else happens.
    func restore(live: [Position], closed: [Position]) {
        for position in live { add(position) }
        state.withLock { $0.closed = closed.suffix(closedKept) }
    }

    /// Takes up a position.
    func add(_ position: Position) {
        let cell = PositionCell(position)
        state.withLock { state in
            state.live[position.id] = cell
            state.byInstrument[position.contract.id, default: []].append(cell)
        }
    }

    /// Moves a closed position from the live ones to the history of the day.
    func retire(_ position: Position) {
        state.withLock { state in
            guard let cell = state.live.removeValue(forKey: position.id) else { return }
            state.byInstrument[cell.contract.id]?.removeAll { $0 === cell }
            if state.byInstrument[cell.contract.id]?.isEmpty == true {
                state.byInstrument[cell.contract.id] = nil
            }
            guard position.boughtQuantity.units > 0 else { return }
            state.closed.append(position)
            if state.closed.count > closedKept { state.closed.removeFirst() }
        }
    }

    func cell(_ id: PositionID) -> PositionCell? {
        state.withLock { $0.live[id] }
    }

    func cells(holding instrument: InstrumentID) -> [PositionCell] {
        state.withLock { $0.byInstrument[instrument] ?? [] }
    }

    func holds(_ instrument: InstrumentID) -> Bool {
        state.withLock { $0.byInstrument[instrument] != nil }
    }

    /// All live positions, oldest first.
    var live: [Position] {
        state.withLock { Array($0.live.values) }.map(\.position)
            .sorted { ($0.openedAt, $0.id) < ($1.openedAt, $1.id) }
    }

    /// The instruments of which something is held or on its way, by token.
    var instruments: [InstrumentID] {
        state.withLock { $0.byInstrument.keys.sorted() }
    }

    /// Positions closed in this session, oldest first.
    var closed: [Position] { state.withLock { $0.closed } }

    /// Forgets the closed positions of an earlier day.
    func startDay() {
        state.withLock { $0.closed = [] }
    }
}
