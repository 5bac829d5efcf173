extension Order {
    /// The order after a step of our own: denied, submitted, or asked to be cancelled.
    ///
    /// - Parameters:
    ///   - transition: The step.
    ///   - instant: When it was made.
    ///   - reason: Why, where there is a reason.
    /// - Returns: The order in its next status.
    /// - Throws: `OrderTransitionError` when the step is not allowed now.
    public func applying(
        _ transition: OrderTransition, at instant: Timestamp, reason: String? = nil
    ) throws(OrderTransitionError) -> Order {
        var order = self
        order.status = try status.applying(transition)
        order.reason = reason ?? order.reason
        order.updatedAt = instant
        return order
    }

    /// The order after a report of the venue.
    ///
    /// Money follows facts, the status follows the table: a fill is always booked, because it happened,
    /// even where the table does not allow the order to be filled now. The contradiction is then told in
    /// `problem`, and the status stays as it was. A report that says again what the status says already
    /// changes nothing. Reports of the same fill must be dropped before, by their trade id: an order keeps
    /// sums, not the list of its fills.
    ///
    /// - Parameter report: What the venue says of this order.
    /// - Returns: The order, and what was wrong with the report, if anything.
    public func applying(_ report: OrderReport) -> OrderUpdate {
        guard report.orderID == id else {
            return OrderUpdate(order: self, problem: .otherOrder(report.orderID))
        }
        return switch report.kind {
        case .accepted: moved(by: .accept, report)
        case .cancelled(let reason): moved(by: .cancel, report, reason)
        case .rejected(let reason): moved(by: .reject, report, reason)
        case .expired: moved(by: .expire, report)
        case .unknown(let reason): moved(by: .loseTrack, report, reason)
        case .filled(_, let quantity, let price, let isComplete):
            filled(quantity, at: price, isComplete: isComplete, report)
        }
    }

    private func moved(
        by transition: OrderTransition, _ report: OrderReport, _ reason: String? = nil
    ) -> OrderUpdate {
        guard status != transition.repeatedStatus else {
            return OrderUpdate(order: self, problem: nil)
        }
        do {
            var order = try applying(transition, at: report.occurredAt, reason: reason)
            // Why we asked says more than that the venue obeyed.
            if status == .pendingCancel, order.status == .cancelled, self.reason != nil {
                order.reason = self.reason
            }
            return OrderUpdate(order: order, problem: nil)
        } catch {
            return OrderUpdate(order: self, problem: .transition(error))
        }
    }

    private func filled(
        _ filled: Quantity, at price: Price, isComplete: Bool, _ report: OrderReport
    ) -> OrderUpdate {
        guard filled > .zero, price >= .zero else {
            return OrderUpdate(order: self, problem: .badFill(filled, price))
        }
        var booked = self
        booked.filledQuantity += filled
        booked.filledValue += price * filled
        booked.updatedAt = report.occurredAt
        let isFull = booked.filledQuantity >= quantity
        // A part may well be filled while the cancel is on its way; the order goes on waiting for it.
        let waitsForCancel = status == .pendingCancel && !isFull
        var update =
            waitsForCancel
            ? OrderUpdate(order: booked, problem: nil)
            : booked.moved(by: isFull ? .fill : .fillPartly, report)
        if booked.filledQuantity > quantity {
            update.problem = .overfilled(asked: quantity, filled: booked.filledQuantity)
        } else if isComplete, !isFull, update.problem == nil {
            update.problem = .fillsMissing(asked: quantity, filled: booked.filledQuantity)
        }
        return update
    }
}

extension OrderTransition {
    /// The status that a report of this kind leaves an order in, and in which it is a mere repetition;
    /// `nil` for steps of our own and for fills, which their trade ids tell apart.
    fileprivate var repeatedStatus: OrderStatus? {
        switch self {
        case .accept: .accepted
        case .reject: .rejected
        case .cancel: .cancelled
        case .expire: .expired
        case .loseTrack: .unknown
        case .deny, .submit, .fillPartly, .fill, .requestCancel: nil
        }
    }
}

/// An order after a report, and what was wrong with the report.
public struct OrderUpdate: Hashable, Sendable {
    /// The order.
    public var order: Order
    /// What was wrong; `nil` when all was well.
    public var problem: OrderProblem?
}

/// What can be wrong with a venue's report.
public enum OrderProblem: Hashable, Sendable, CustomStringConvertible {
    /// The status does not allow it.
    case transition(OrderTransitionError)
    /// More was filled than was asked for; the fills are booked.
    case overfilled(asked: Quantity, filled: Quantity)
    /// The venue calls the order complete, but fills are missing.
    case fillsMissing(asked: Quantity, filled: Quantity)
    /// A fill without units or below a price of zero; it is not booked.
    case badFill(Quantity, Price)
    /// The report is about another order.
    case otherOrder(OrderID)

    /// The problem in one line.
    public var description: String {
        switch self {
        case .transition(let error):
            error.description
        case .overfilled(let asked, let filled):
            "filled \(filled.units) units, \(asked.units) were asked for; "
                + "compare the position with the broker's"
        case .fillsMissing(let asked, let filled):
            "called complete at \(filled.units) of \(asked.units) units; "
                + "ask the broker for the missing fills"
        case .badFill(let quantity, let price):
            "a fill of \(quantity.units) units at \(IndianFormat.rupees(price)) cannot be"
        case .otherOrder(let id):
            "the report is about order \(id)"
        }
    }
}
