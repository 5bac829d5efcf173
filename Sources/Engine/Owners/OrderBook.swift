import Synchronization
import Trading

/// The owner of every order of this run, and of the trade ids whose fills were taken.
final class OrderBook: Sendable {
    private struct State {
        var orders: [OrderID: Order] = [:]
        var trades: Set<String> = []
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
            for order in orders { state.orders[order.id] = order }
            state.trades.formUnion(fills.map(\.id))
        }
    }

    /// Takes up an order whose intent is durable.
    ///
    /// - Returns: `false` when the id is known; the caller must not send it again.
    func register(_ order: Order) -> Bool {
        state.withLock { state in
            guard state.orders[order.id] == nil else { return false }
            state.orders[order.id] = order
            return true
        }
    }

    func order(_ id: OrderID) -> Order? {
        state.withLock { $0.orders[id] }
    }

    /// Applies a report of the venue to its order, once for each trade id.
    func take(_ report: OrderReport) -> Step {
        state.withLock { state in
            guard let order = state.orders[report.orderID] else { return .unknown }
            if case .filled(let tradeID, _, _, _) = report.kind, state.trades.contains(tradeID) {
                return .repeated
            }
            let update = order.applying(report)
            if case .badFill? = update.problem {
                return .taken(before: order, after: order, problem: update.problem)
            }
            if case .filled(let tradeID, _, _, _) = report.kind { state.trades.insert(tradeID) }
            state.orders[report.orderID] = update.order
            return .taken(before: order, after: update.order, problem: update.problem)
        }
    }

    /// Orders that the venue may still do something with, by id.
    var working: [Order] {
        state.withLock { $0.orders.values.filter(\.status.isWorking) }.sorted { $0.id < $1.id }
    }
}
