import Synchronization
public import Trading

/// A venue that sends nothing: it writes each order into its book and says that it has it.
///
/// The order then stays working until the desk cancels it or `advance(to:)` passes the end of its
/// session. The book is the record of what would have been sent.
public final class LoggingBroker: Broker {
    /// Where this broker sends orders; stamped on each of them.
    public let venue = VenueMode.logging

    private let clock: any DeskClock
    private let calendar: SessionCalendar?
    private let book: any VenueBook
    private let outbox = ReportOutbox()
    private let orders: Mutex<VenueOrderBook>

    /// Opens the record.
    ///
    /// - Parameters:
    ///   - clock: Gives the time.
    ///   - calendar: Says when orders end; `nil` for never.
    ///   - book: Keeps the orders.
    /// - Throws: `VenueBookError` when the book cannot be read.
    public init(
        clock: any DeskClock, calendar: SessionCalendar?, book: any VenueBook
    ) throws(VenueBookError) {
        self.clock = clock
        self.calendar = calendar
        self.book = book
        orders = Mutex(VenueOrderBook(try book.facts()))
    }

    /// Says where reports go; call it once, before the first order.
    ///
    /// - Parameter reporter: Takes a report; never blocks.
    public func setReporter(_ reporter: @escaping @Sendable (OrderReport) -> Void) {
        outbox.setReporter(reporter)
    }

    /// Records an order and reports it as accepted; nothing is sent.
    ///
    /// - Parameter order: The order; a second one under its id changes nothing.
    /// - Throws: `BrokerError.rejected` when it cannot be recorded.
    public func submit(_ order: Order) async throws(BrokerError) {
        let now = clock.now
        let result = orders.withLock { orders in
            Result { () throws(VenueBookError) in
                guard orders.orders[order.id] == nil else { return }
                let accepted = VenueOrder(order, dueAt: now).report(.accepted, at: now)
                try book.append([.placed(order, dueAt: now), .reported(accepted)])
                orders.apply(.placed(order, dueAt: now))
                orders.apply(.reported(accepted))
                outbox.add([accepted])
            }
        }
        outbox.deliver()
        if case .failure(let error) = result { throw .rejected(reason: "\(error)") }
    }

    /// Ends an order; for one that has ended, its last report is sent once more.
    ///
    /// - Parameter id: The client order id.
    /// - Throws: `BrokerError.unknownOrder` when it was never recorded.
    public func cancel(_ id: OrderID) async throws(BrokerError) {
        let now = clock.now
        let isKnown = orders.withLock { orders in
            guard let order = orders.orders[id] else { return false }
            if order.isWorking {
                end(order, .cancelled(reason: "cancelled by the desk"), at: now, &orders)
            } else {
                outbox.add(Array(order.reports.suffix(1)))
            }
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

    /// Ends the orders whose session is over.
    ///
    /// - Parameter now: The market's time.
    public func advance(to now: Timestamp) {
        orders.withLock { orders in
            for id in orders.working {
                guard let order = orders.orders[id],
                    order.hasOutlivedItsSession(at: now, calendar: calendar)
                else { continue }
                end(order, .expired, at: now, &orders)
            }
        }
        outbox.deliver()
    }

    /// What cannot be written has not happened; the next call tries again.
    private func end(
        _ order: VenueOrder, _ kind: OrderReportKind, at now: Timestamp,
        _ orders: inout VenueOrderBook
    ) {
        let report = order.report(kind, at: now)
        guard (try? book.append([.reported(report)])) != nil else { return }
        orders.apply(.reported(report))
        outbox.add([report])
    }
}
