import Trading

/// An order in a venue's book with everything that happened to it.
struct VenueOrder {
    let order: Order
    /// When the venue can fill it at the earliest.
    let dueAt: Timestamp
    private(set) var reports: [OrderReport] = []
    private(set) var filled = Quantity.zero
    private(set) var fillCount = 0
    private(set) var isWorking = true

    init(_ order: Order, dueAt: Timestamp) {
        self.order = order
        self.dueAt = dueAt
    }

    var remaining: Quantity { order.quantity - filled }

    /// Whether the session in which the order came in is over; orders are good for their day only.
    func hasOutlivedItsSession(at now: Timestamp, calendar: SessionCalendar?) -> Bool {
        let day = (reports.first?.occurredAt ?? dueAt).indiaDay
        guard let session = calendar?.session(on: day) else { return false }
        return now >= session.closes
    }

    mutating func apply(_ report: OrderReport) {
        reports.append(report)
        switch report.kind {
        case .accepted, .unknown: break
        case .filled(_, let quantity, _, let isComplete):
            filled += quantity
            fillCount += 1
            if isComplete { isWorking = false }
        case .cancelled, .rejected, .expired: isWorking = false
        }
    }

    func report(_ kind: OrderReportKind, at time: Timestamp) -> OrderReport {
        OrderReport(
            orderID: order.id, kind: kind, positionID: order.positionID, signalID: order.signalID,
            occurredAt: time)
    }

    /// The report of a fill; its trade id is the order's id and the fill's number, so it is the
    /// same after a restart.
    func fill(_ quantity: Quantity, at price: Price, time: Timestamp) -> OrderReport {
        report(
            .filled(
                tradeID: "T-\(order.id.text)-\(fillCount + 1)", quantity: quantity, price: price,
                isComplete: quantity >= remaining),
            at: time)
    }
}
