import Synchronization
public import Trading

/// A venue for a dry run: it writes each order into its book exactly as it would have been sent, sends nothing,
/// and says at once that the order is over.
///
/// Nothing is filled, because nothing was traded: invented fills are the paper broker's trade. An order that is
/// over gives its place and its cash back, so a dry run shows an order for every signal that would have been
/// taken, and not only for the first three. The book is the record.
public final class LoggingBroker: Broker {
    /// Where this broker sends orders; stamped on each of them.
    public let venue = VenueMode.logging

    private let clock: any DeskClock
    private let book: any VenueBook
    private let outbox = ReportOutbox()
    private let orders: Mutex<VenueOrderBook>

    /// Opens the record.
    ///
    /// - Parameters:
    ///   - clock: Gives the time.
    ///   - book: Keeps the orders.
    /// - Throws: `VenueBookError` when the book cannot be read.
    public init(clock: any DeskClock, book: any VenueBook) throws(VenueBookError) {
        self.clock = clock
        self.book = book
        orders = Mutex(VenueOrderBook(try book.facts()))
    }

    /// Says where reports go; call it once, before the first order.
    ///
    /// - Parameter reporter: Takes a report; never blocks.
    public func setReporter(_ reporter: @escaping @Sendable (OrderReport) -> Void) {
        outbox.setReporter(reporter)
    }

    /// Records an order and reports that it is over; nothing is sent.
    ///
    /// - Parameter order: The order; a second one under its id changes nothing.
    /// - Throws: `BrokerError.rejected` when it cannot be recorded.
    public func submit(_ order: Order) async throws(BrokerError) {
        let now = clock.now
        let result = orders.withLock { orders in
            Result { () throws(VenueBookError) in
                guard orders.orders[order.id] == nil else { return }
                let over = VenueOrder(order, dueAt: now).report(
                    .cancelled(reason: "dry run: \(order.words) was recorded, not sent"), at: now)
                let facts: [VenueFact] = [.placed(order, dueAt: now), .reported(over)]
                try book.append(facts)
                for fact in facts { orders.apply(fact) }
                outbox.add([over])
            }
        }
        outbox.deliver()
        if case .failure(let error) = result { throw .rejected(reason: "\(error)") }
    }

    /// Sends the order's last report once more: it is over already.
    ///
    /// - Parameter id: The client order id.
    /// - Throws: `BrokerError.unknownOrder` when it was never recorded.
    public func cancel(_ id: OrderID) async throws(BrokerError) {
        let isKnown = orders.withLock { orders in
            guard let order = orders.orders[id] else { return false }
            outbox.add(Array(order.reports.suffix(1)))
            return true
        }
        outbox.deliver()
        guard isKnown else { throw .unknownOrder(id) }
    }

    /// Asks what the record says of an order.
    ///
    /// - Parameter id: The client order id.
    /// - Throws: Nothing; the record can always be asked.
    /// - Returns: Everything that happened to it, oldest first; `nil` when it was never recorded.
    public func order(_ id: OrderID) async throws(BrokerError) -> [OrderReport]? {
        orders.withLock { $0.orders[id]?.reports }
    }
}

extension Order {
    /// The order as a person would say it.
    fileprivate var words: String {
        let price =
            switch type {
            case .market: "at the market"
            case .limit(let limit): "at \(IndianFormat.rupees(limit)) or better"
            }
        return "\(side.rawValue) \(quantity.units) \(contract.tradingSymbol) \(price)"
    }
}
