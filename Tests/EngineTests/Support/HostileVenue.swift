import Synchronization
import Trading

/// A venue that keeps an honest book and is a nuisance in everything else: answers get lost, reports come twice,
/// late, in any order or never, cancels are overtaken by fills, and at times nobody answers at all.
///
/// It watches the one thing that must never happen: that more is offered for sale than was bought, or that one
/// intent is sent twice.
final class HostileVenue: Broker {
    struct Record {
        let order: Order
        var history: [OrderReport] = []
        var filled = Quantity.zero
        var isWorking = false
        var sends = 0
    }

    private struct State {
        var random: SeededGenerator
        var records: [OrderID: Record] = [:]
        var waiting: [OrderReport] = []
        var reporter: (@Sendable (OrderReport) -> Void)?
        var isHealed = false
        var isDown = false
        var violations: [String] = []
        var fills = 0
        var faults = 0

        mutating func happens(_ probability: Double) -> Bool {
            guard !isHealed else { return false }
            let isTrue = random.nextUnit() < probability
            if isTrue { faults += 1 }
            return isTrue
        }
    }

    let venue = VenueMode.paper
    private let clock: any DeskClock
    private let state: Mutex<State>

    init(seed: UInt64, clock: any DeskClock) {
        self.clock = clock
        state = Mutex(State(random: SeededGenerator(seed: seed)))
    }

    var records: [Record] {
        state.withLock { Array($0.records.values) }.sorted { $0.order.id < $1.order.id }
    }
    var violations: [String] { state.withLock { $0.violations } }
    var faults: Int { state.withLock { $0.faults } }

    func setReporter(_ reporter: @escaping @Sendable (OrderReport) -> Void) {
        state.withLock { $0.reporter = reporter }
    }

    func submit(_ order: Order) async throws(BrokerError) {
        let result = state.withLock { state -> Result<Void, BrokerError> in
            if state.isDown { return .failure(.disconnected(reason: "down")) }
            if state.records[order.id] != nil {
                state.violations.append("order \(order.id) was sent twice")
                return .success(())
            }
            state.records[order.id] = Record(order: order)
            if state.happens(0.08) {
                end(order.id, .rejected(reason: "refused"), &state)
                state.waiting.removeAll { $0.orderID == order.id }
                return .failure(.rejected(reason: "refused"))
            }
            if state.happens(0.08) { return .failure(.disconnected(reason: "never arrived")) }
            checkSale(of: order, &state)
            state.records[order.id]?.isWorking = true
            report(order.id, .accepted, &state)
            if state.random.nextUnit() < 0.5 { fill(order.id, &state) }
            return state.happens(0.1) ? .failure(.timedOut(afterSeconds: 2)) : .success(())
        }
        try result.get()
    }

    func cancel(_ id: OrderID) async throws(BrokerError) {
        let result = state.withLock { state -> Result<Void, BrokerError> in
            if state.isDown { return .failure(.disconnected(reason: "down")) }
            guard let record = state.records[id], !record.history.isEmpty else {
                return .failure(.unknownOrder(id))
            }
            if state.happens(0.1) { return .failure(.timedOut(afterSeconds: 2)) }
            guard record.isWorking else {
                return .failure(.rejected(reason: "it has ended"))
            }
            if state.happens(0.1) { return .success(()) }
            if state.happens(0.1) { return .failure(.rejected(reason: "not now")) }
            if state.happens(0.2) { fill(id, &state) }
            guard state.records[id]?.isWorking == true else { return .success(()) }
            let isLate = state.happens(0.3)
            end(id, .cancelled(reason: "by the desk"), &state)
            // Executed before the cancel reached the book, and written down after it.
            if isLate { fill(id, &state) }
            return .success(())
        }
        try result.get()
    }

    func order(_ id: OrderID) async throws(BrokerError) -> [OrderReport]? {
        let result = state.withLock { state -> Result<[OrderReport]?, BrokerError> in
            if state.isDown || state.happens(0.15) {
                return .failure(.disconnected(reason: "no answer"))
            }
            return .success(state.records[id].flatMap { $0.history.isEmpty ? nil : $0.history })
        }
        return try result.get()
    }

    /// Trades a little, and delivers some of what was reported: in any order, once, twice or never.
    func work() {
        let (reports, reporter) = state.withLock { state in
            if state.happens(0.1) { state.isDown.toggle() }
            if state.isHealed { state.isDown = false }
            for id in state.records.keys.sorted() where state.records[id]?.isWorking == true {
                if state.random.nextUnit() < 0.4 || state.isHealed { fill(id, &state) }
                if state.records[id]?.isWorking == true, state.happens(0.02) {
                    end(id, .expired, &state)
                }
            }
            var out: [OrderReport] = []
            var kept: [OrderReport] = []
            for report in state.waiting {
                if state.happens(0.12) { continue }
                if state.happens(0.3) {
                    kept.append(report)
                    continue
                }
                out.append(report)
                if state.happens(0.2) { kept.append(report) }
                if state.happens(0.2) { out.append(report) }
            }
            state.waiting = kept
            if state.happens(0.5) { out.shuffle(using: &state.random) }
            return (out, state.reporter)
        }
        for report in reports { reporter?(report) }
    }

    /// From now on everything works.
    func heal() {
        state.withLock { state in
            state.isHealed = true
            state.isDown = false
        }
    }

    // MARK: Under the lock

    private func checkSale(of order: Order, _ state: inout State) {
        guard order.side == .sell else { return }
        var held = 0
        var offered = order.quantity.units
        for record in state.records.values where record.order.positionID == order.positionID {
            if record.order.side == .buy { held += record.filled.units }
            guard record.order.side == .sell else { continue }
            offered += record.filled.units
            if record.isWorking { offered += (record.order.quantity - record.filled).units }
        }
        if offered > held {
            state.violations.append(
                "order \(order.id) offers what is not there: \(offered) of \(held) units")
        }
    }

    private func fill(_ id: OrderID, _ state: inout State) {
        guard var record = state.records[id] else { return }
        let lot = record.order.contract.lotUnits
        let lots = (record.order.quantity - record.filled).units / lot
        guard lots > 0 else { return }
        let units =
            state.isHealed ? lots * lot : Int.random(in: 1...lots, using: &state.random) * lot
        record.filled += Quantity(units)
        let isComplete = record.filled == record.order.quantity
        if isComplete { record.isWorking = false }
        state.records[id] = record
        state.fills += 1
        let price = Price(paise: Int64.random(in: 1000...4000, using: &state.random) * 5)
        report(
            id,
            .filled(
                tradeID: "T\(state.fills)", quantity: Quantity(units), price: price,
                isComplete: isComplete), &state)
    }

    private func end(_ id: OrderID, _ kind: OrderReportKind, _ state: inout State) {
        state.records[id]?.isWorking = false
        report(id, kind, &state)
    }

    private func report(_ id: OrderID, _ kind: OrderReportKind, _ state: inout State) {
        guard let order = state.records[id]?.order else { return }
        let report = OrderReport(
            orderID: id, kind: kind, positionID: order.positionID, signalID: order.signalID,
            occurredAt: clock.now)
        state.records[id]?.history.append(report)
        state.waiting.append(report)
    }
}
