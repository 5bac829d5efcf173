import Synchronization
import Trading

/// The owner of every order of the day, and of the executions whose fills were taken.
final class OrderBook: Sendable {
    /// A trade id within its order: exchanges may give the same number to another order, and on another day.
    private struct Execution: Hashable {
        let order: OrderID
        let trade: String
    }

    private struct State {
        var orders: [OrderID: Order] = [:]
        var working: Set<OrderID> = []
        var executions: Set<Execution> = []
        /// Orders whose call to the broker has not come back yet.
        var beingSent: Set<OrderID> = []
        /// When the venue was last asked about an order that works.
        var askedAt: [OrderID: Timestamp] = [:]
        var staleFills = 0

        mutating func put(_ order: Order) {
            orders[order.id] = order
            if order.status.isWorking {
                working.insert(order.id)
            } else {
                working.remove(order.id)
                askedAt[order.id] = nil
            }
        }
    }

    /// What a report did to an order.
    enum Step {
        /// The desk never sent such an order.
        case unknown
        /// The fill was taken before; nothing has changed.
        case repeated
        /// The order as it is now, and what was wrong with the report, if anything.
        case taken(before: Order, after: Order, problem: OrderProblem?)
    }

    private let state = Mutex(State())

    /// Takes up orders and fills from the ledger, before anything else happens.
    func restore(orders: [Order], fills: [Fill]) {
        state.withLock { state in
            for order in orders { state.put(order) }
            state.executions.formUnion(
                fills.map { Execution(order: $0.orderID, trade: $0.id) })
        }
    }

    /// Takes up an order whose intent is durable and that is sent next.
    ///
    /// - Returns: `false` when the id is known; the caller must not send it again.
    func register(_ order: Order) -> Bool {
        state.withLock { state in
            guard state.orders[order.id] == nil else { return false }
            state.put(order)
            state.beingSent.insert(order.id)
            return true
        }
    }

    /// Takes up an order that the book has forgotten, because the venue reports on it.
    func recall(_ order: Order) {
        state.withLock { state in
            if state.orders[order.id] == nil { state.put(order) }
        }
    }

    /// The call that sent an order has come back, whatever it said.
    func sent(_ id: OrderID) {
        state.withLock { _ = $0.beingSent.remove(id) }
    }

    /// Whether the venue may still get the order from a call that is under way; that it does not know the
    /// order means nothing then.
    func isBeingSent(_ id: OrderID) -> Bool {
        state.withLock { $0.beingSent.contains(id) }
    }

    /// The venue was asked about an order.
    func asked(about id: OrderID, at now: Timestamp) {
        state.withLock { state in
            if state.working.contains(id) { state.askedAt[id] = now }
        }
    }

    func order(_ id: OrderID) -> Order? {
        state.withLock { $0.orders[id] }
    }

    /// Takes a step of our own.
    ///
    /// - Returns: The order in its next status; `nil` when it may not be taken now.
    func step(
        _ id: OrderID, _ transition: OrderTransition, at now: Timestamp, reason: String
    ) -> Order? {
        state.withLock { state in
            guard
                let order = try? state.orders[id]?.applying(transition, at: now, reason: reason)
            else { return nil }
            state.put(order)
            return order
        }
    }

    /// Applies a report of the venue to its order, once for each of its trade ids.
    func take(_ report: OrderReport) -> Step {
        state.withLock { state in
            guard let order = state.orders[report.orderID] else { return .unknown }
            var execution: Execution?
            if case .filled(let tradeID, _, _, _) = report.kind {
                execution = Execution(order: order.id, trade: tradeID)
            }
            if let execution, state.executions.contains(execution) { return .repeated }
            let update = order.applying(report)
            if case .badFill? = update.problem {
                return .taken(before: order, after: order, problem: update.problem)
            }
            if let execution { state.executions.insert(execution) }
            state.put(update.order)
            return .taken(before: order, after: update.order, problem: update.problem)
        }
    }

    /// How many fills were made against a price that was stale.
    var staleFills: Int { state.withLock { $0.staleFills } }

    /// Counts such a fill.
    func countStaleFill() {
        state.withLock { $0.staleFills += 1 }
    }

    /// Orders that the venue may still do something with, by id.
    var working: [Order] {
        state.withLock { state in state.working.compactMap { state.orders[$0] } }
            .sorted { $0.id < $1.id }
    }

    /// Whether there are such orders.
    var hasWorking: Bool { state.withLock { !$0.working.isEmpty } }

    /// Orders about which something has to be done, and what, by id.
    ///
    /// One whose call to the broker has not come back is asked about; it is taken out of the venue's book only once
    /// the venue has told of it.
    ///
    /// - Parameters:
    ///   - now: The desk's time.
    ///   - limits: The desk's limits.
    ///   - unwanted: Why an entry is not wanted any more; asked outside the book's lock.
    /// - Returns: The orders with what is due.
    /// - Complexity: O(n) in the working orders.
    func due(
        at now: Timestamp, limits: DeskLimits, unwanted: (Order) -> String?
    ) -> [(order: Order, followUp: OrderFollowUp)] {
        let working = state.withLock { state in
            state.working.sorted().compactMap { id in
                state.orders[id].map { (order: $0, askedAt: state.askedAt[id]) }
            }
        }
        return working.compactMap { order, askedAt in
            order.followUp(at: now, askedAt: askedAt, unwanted: unwanted(order), limits: limits)
                .map { (order, $0) }
        }
    }

    /// Forgets the orders that ended on an earlier day; their executions are kept.
    func startDay(_ day: CalendarDay) {
        state.withLock { state in
            state.orders = state.orders.filter {
                $0.value.status.isWorking || $0.value.updatedAt.indiaDay >= day
            }
        }
    }
}
