import Trading

/// A venue's orders as its book's facts leave them: a pure value, the same facts give the same
/// orders.
struct VenueOrderBook {
    private(set) var orders: [OrderID: VenueOrder] = [:]
    /// Orders that may still be filled, oldest first.
    private(set) var working: [OrderID] = []

    /// Rebuilds the orders from a book.
    ///
    /// - Parameter facts: Every fact, oldest first.
    init(_ facts: [VenueFact] = []) {
        for fact in facts { apply(fact) }
    }

    mutating func apply(_ fact: VenueFact) {
        switch fact {
        case .placed(let order, let dueAt):
            // The first order under an id is the order; the book never holds a second one.
            guard orders[order.id] == nil else { return }
            orders[order.id] = VenueOrder(order, dueAt: dueAt)
            working.append(order.id)
        case .reported(let report):
            orders[report.orderID]?.apply(report)
            if orders[report.orderID]?.isWorking == false {
                working.removeAll { $0 == report.orderID }
            }
        }
    }
}
