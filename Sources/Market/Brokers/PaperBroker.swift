import Synchronization
public import Trading

/// A venue that fills orders against the market's quotes and sends nothing anywhere.
///
/// It buys at the ask and sells at the bid (at the last price where the quote lacks that side),
/// plus slippage; what exceeds the quoted size waits for the next quote. With a latency of zero an
/// order is filled inside `submit`, after its `accepted`; everything else happens in
/// `advance(to:)`, called by whoever drives the clock. Each fact is in the book before it is
/// reported.
///
/// A quote that is stale offers nothing to who wants in: an entry waits for the next one. Who must
/// get out gets out, at the last price that is known and in any size, because that the data have
/// stopped does not say that the market has. The desk counts such fills.
public final class PaperBroker: Broker {
    /// Where this broker sends orders; stamped on each of them.
    public let venue: VenueMode

    private struct State {
        var orders: VenueOrderBook
        var liquidity = QuotedLiquidity()
        var disconnectedUntil = Timestamp.distantPast
        /// Orders at which the connection has dropped already; it drops once for each.
        var dropped: Set<OrderID> = []
    }

    private let market: any MarketView
    private let clock: any DeskClock
    private let calendar: SessionCalendar?
    private let book: any VenueBook
    private let settings: Settings
    private let outbox = ReportOutbox()
    private let state: Mutex<State>

    /// Opens the venue with what its book remembers.
    ///
    /// - Parameters:
    ///   - venue: The name under which it trades: simulation, replay or paper.
    ///   - market: Gives the quotes to fill against.
    ///   - clock: Gives the time.
    ///   - calendar: Says when the venue is open; orders end with the session. `nil` for a venue
    ///     that never closes.
    ///   - book: Keeps its orders; a memory book forgets them with the process.
    ///   - settings: How it behaves.
    /// - Throws: `VenueBookError` when the book cannot be read.
    public init(
        venue: VenueMode, market: any MarketView, clock: any DeskClock, calendar: SessionCalendar?,
        book: any VenueBook = MemoryVenueBook(), settings: Settings = Settings()
    ) throws(VenueBookError) {
        self.venue = venue
        self.market = market
        self.clock = clock
        self.calendar = calendar
        self.book = book
        self.settings = settings
        state = Mutex(State(orders: VenueOrderBook(try book.facts())))
    }

    /// Says where reports go; call it once, before the first order.
    ///
    /// - Parameter reporter: Takes a report; never blocks. It is called outside the venue's lock
    ///   and may call the venue.
    public func setReporter(_ reporter: @escaping @Sendable (OrderReport) -> Void) {
        outbox.setReporter(reporter)
    }

    /// Sends an order; one whose id the venue knows already changes nothing.
    ///
    /// - Parameter order: The order; its id is the client order id.
    /// - Throws: `BrokerError.rejected` when the venue refused it; any other case when the outcome
    ///   is not known.
    public func submit(_ order: Order) async throws(BrokerError) {
        let now = clock.now
        let result = state.withLock { state in
            Result { () throws(BrokerError) in try submit(order, at: now, &state) }
        }
        outbox.deliver()
        try result.get()
    }

    /// Takes an order out of the book; for one that has ended, its last report is sent once more.
    ///
    /// - Parameter id: The client order id.
    /// - Throws: `BrokerError.unknownOrder` when the venue never saw it, `.disconnected` during an
    ///   outage.
    public func cancel(_ id: OrderID) async throws(BrokerError) {
        let now = clock.now
        let result = state.withLock { state in
            Result { () throws(BrokerError) in try cancel(id, at: now, &state) }
        }
        outbox.deliver()
        try result.get()
    }

    /// Asks what the venue's own book says of an order.
    ///
    /// - Parameter id: The client order id.
    /// - Throws: `BrokerError.disconnected` during an outage.
    /// - Returns: Everything that happened to it, oldest first; `nil` when the venue never saw it.
    public func order(_ id: OrderID) async throws(BrokerError) -> [OrderReport]? {
        let now = clock.now
        let result = state.withLock { state in
            Result { () throws(BrokerError) in
                try checkConnection(state, at: now)
                return state.orders.orders[id]?.reports
            }
        }
        return try result.get()
    }

    /// Fills what is due and ends what outlived its session.
    ///
    /// - Parameter now: The market's time; never earlier than at the last call.
    public func advance(to now: Timestamp) {
        state.withLock { state in
            for id in state.orders.working {
                guard let order = state.orders.orders[id] else { continue }
                if order.hasOutlivedItsSession(at: now, calendar: calendar) {
                    // What cannot be written has not happened; the next call tries again.
                    _ = try? commit([order.report(.expired, at: now)], to: &state)
                } else {
                    fill(id, at: now, &state)
                }
            }
        }
        outbox.deliver()
    }

    // MARK: - Under the lock

    private func submit(
        _ order: Order, at now: Timestamp, _ state: inout State
    ) throws(BrokerError) {
        try checkConnection(state, at: now)
        if let known = state.orders.orders[order.id] {
            if case .rejected(let reason)? = known.reports.last?.kind {
                throw .rejected(reason: reason)
            }
            return
        }
        if let reason = refusal(of: order, at: now) {
            throw reject(order, reason, at: now, &state)
        }
        let fate = OrderFate(of: order.id, rates: settings.faults, seed: settings.seed)
        switch fate.arrival {
        case .rejected:
            throw reject(order, "the venue refused it (injected fault)", at: now, &state)
        case .lost:
            throw .timedOut(afterSeconds: settings.outageSeconds)
        case .disconnected where state.dropped.insert(order.id).inserted:
            state.disconnectedUntil = now.advanced(bySeconds: settings.outageSeconds)
            throw .disconnected(reason: "the connection dropped (injected fault)")
        case .accepted, .unanswered, .disconnected:
            let dueAt = now.advanced(bySeconds: settings.latencySeconds)
            let accepted = VenueOrder(order, dueAt: dueAt).report(.accepted, at: now)
            do {
                try record([.placed(order, dueAt: dueAt), .reported(accepted)], &state)
            } catch {
                throw .rejected(reason: "\(error)")
            }
            outbox.add([accepted])
            if settings.latencySeconds <= 0 { fill(order.id, at: now, &state) }
            if case .unanswered = fate.arrival {
                throw .timedOut(afterSeconds: settings.outageSeconds)
            }
        }
    }

    private func cancel(
        _ id: OrderID, at now: Timestamp, _ state: inout State
    ) throws(BrokerError) {
        try checkConnection(state, at: now)
        guard let order = state.orders.orders[id] else { throw .unknownOrder(id) }
        guard order.isWorking else {
            outbox.add(Array(order.reports.suffix(1)))
            return
        }
        var reports = [order.report(.cancelled(reason: "cancelled by the desk"), at: now)]
        let fate = OrderFate(of: id, rates: settings.faults, seed: settings.seed)
        if fate.fillsLate, let (quantity, price) = execution(of: order, at: now, &state) {
            reports.append(order.fill(quantity, at: price, time: now))
        }
        do {
            try commit(reports, to: &state)
        } catch {
            throw .disconnected(reason: "\(error)")
        }
    }

    /// Keeps a refused order in the book, so that asking for it later tells why.
    ///
    /// Should the book not take it, the order is unknown there, which says the same: it was never
    /// accepted.
    private func reject(
        _ order: Order, _ reason: String, at now: Timestamp, _ state: inout State
    ) -> BrokerError {
        let report = VenueOrder(order, dueAt: now).report(.rejected(reason: reason), at: now)
        try? record([.placed(order, dueAt: now), .reported(report)], &state)
        return .rejected(reason: reason)
    }

    /// Fills as much of an order as the market offers now; what cannot be written has not happened.
    private func fill(_ id: OrderID, at now: Timestamp, _ state: inout State) {
        guard let order = state.orders.orders[id], order.isWorking, order.dueAt <= now,
            let (quantity, price) = execution(of: order, at: now, &state)
        else { return }
        let report = order.fill(quantity, at: price, time: now)
        guard (try? commit([report], to: &state)) != nil else { return }
        let fate = OrderFate(of: id, rates: settings.faults, seed: settings.seed)
        if fate.duplicatesFills { outbox.add([report]) }
    }

    /// What the market gives an order now: whole lots, at the quote plus slippage, within its
    /// limit; nothing while it is closed, in the pause of a session too.
    private func execution(
        of order: VenueOrder, at now: Timestamp, _ state: inout State
    ) -> (Quantity, Price)? {
        let contract = order.order.contract
        guard calendar?.isOpen(at: now) != false, var quote = market.quote(of: contract),
            !isOfPartBefore(quote, at: now)
        else { return nil }
        if quote.ageSeconds(at: now) > settings.staleQuoteSeconds {
            guard order.order.purpose != .entry else { return nil }
            (quote.bidUnits, quote.askUnits) = (nil, nil)
        }
        let side = order.order.side
        let best = side == .buy ? quote.ask ?? quote.last : quote.bid ?? quote.last
        let slippage = contract.tick.paise * Int64(settings.slippageTicks)
        var price =
            side == .buy
            ? Price(paise: best.paise + slippage)
            : Price(paise: max(best.paise - slippage, contract.tick.paise))
        if case .limit(let limit) = order.order.type {
            guard side == .buy ? best <= limit : best >= limit else { return nil }
            price = side == .buy ? min(price, limit) : max(price, limit)
        }
        let wanted = order.remaining.units
        let offered = state.liquidity.take(wanted, side: side, of: quote, lot: contract.lotUnits)
        return offered > 0 ? (Quantity(offered), price) : nil
    }

    /// Whether a quote is of the part of a session before its pause, and the pause is over: nobody trades at it any more.
    private func isOfPartBefore(_ quote: Quote, at now: Timestamp) -> Bool {
        guard let end = calendar?.session(on: now.indiaDay)?.pause?.upperBound else { return false }
        return now >= end && quote.occurredAt < end && quote.occurredAt.indiaDay == now.indiaDay
    }

    private func refusal(of order: Order, at now: Timestamp) -> String? {
        if let calendar, !calendar.isOpen(at: now) {
            return "the market is closed at \(now.indiaISO8601)"
        }
        let units = order.quantity.units
        guard units > 0, units.isMultiple(of: order.contract.lotUnits) else {
            return "\(units) units are not whole lots of \(order.contract.lotUnits)"
        }
        if case .limit(let limit) = order.type {
            let tick = order.contract.tick
            guard limit > .zero else { return "a limit of \(limit.rupees) is not a price" }
            guard limit.rounded(toTick: tick, .down) == limit else {
                return "a limit of \(limit.rupees) is not on the tick of \(tick.rupees)"
            }
        }
        return nil
    }

    private func checkConnection(_ state: State, at now: Timestamp) throws(BrokerError) {
        guard now >= state.disconnectedUntil else {
            throw .disconnected(
                reason: "the venue cannot be reached before \(state.disconnectedUntil.indiaClock)")
        }
    }

    /// Writes reports to the book, takes them over and queues them for the desk.
    private func commit(
        _ reports: [OrderReport], to state: inout State
    ) throws(VenueBookError) {
        try record(reports.map { .reported($0) }, &state)
        outbox.add(reports)
    }

    private func record(_ facts: [VenueFact], _ state: inout State) throws(VenueBookError) {
        try book.append(facts)
        for fact in facts { state.orders.apply(fact) }
    }
}
