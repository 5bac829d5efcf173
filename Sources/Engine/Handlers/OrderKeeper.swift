import EventBus
import Trading

/// Runs the order machine: applies what the venue reports to orders, positions and the account, and makes it
/// durable before anybody is told.
///
/// Fills are taken from wherever they are heard first. The end of an order is taken from the venue's own book
/// only: a report that an order has ended leads to a look into the book, and all of its fills are applied
/// before the end is. What the old order may still sell is never sold again by the next one.
struct OrderKeeper: DeskHandler {
    let desk: DeskParts
    let plan: HandlerPlan
    private let untold = UntoldFacts()

    init(_ desk: DeskParts) {
        self.desk = desk
        let orders = desk.orders
        plan = HandlerPlan(
            name: VitalHandler.orders.rawValue, topics: ["order.*", "clock.timer"],
            options: SubscriptionOptions(
                policy: .keyed(limit: 64) { event in
                    // By position, so that an entry's and an exit's reports on one position are in order too.
                    switch event.payload {
                    case .orderReported(let report): StableHash.of(report.positionID.text)
                    case .clockTimer(let timer):
                        timer.order.flatMap { orders.order($0) }
                            .map { StableHash.of($0.positionID.text) } ?? 0
                    default: 0
                    }
                },
                filter: { event in
                    guard case .clockTimer(let timer) = event.payload else { return true }
                    return timer.order != nil
                }), announcesWrites: true)
    }

    func handle(_ event: DeskEvent, _ context: DeskContext) async throws {
        let facts: [EventPayload]
        let signalID: String
        let orderID: OrderID
        switch event.payload {
        case .orderReported(let report):
            try await recallOrder(report.orderID)
            facts = await take(report)
            (orderID, signalID) = (report.orderID, report.signalID)
        case .clockTimer(let timer):
            guard let order = timer.order.flatMap({ desk.orders.order($0) }) else { return }
            facts = await followUp(order)
            (orderID, signalID) = (order.id, order.signalID)
        default:
            return
        }
        // What has happened to the order is not found out again by another attempt.
        untold.add(facts, of: orderID)
        try await untold.tell(of: orderID) { fact in
            try await desk.publish(fact, correlationID: signalID, by: context)
        }
    }

    /// Settles an order after a restart: whatever the venue's book holds is applied, once.
    ///
    /// - Returns: The facts that follow from it; none when the venue cannot be asked now, and the order is
    ///   then asked about by the clock.
    func reconcile(_ order: Order) async -> [EventPayload] {
        guard order.status.isWorking else { return [] }
        if let lost = desk.orders.step(
            order.id, .loseTrack, at: desk.clock.now, reason: "the desk stopped before the answer")
        {
            await desk.writer.commitOrKeep([.updateOrder(lost)])
        }
        return await settle(order.id, told: nil)
    }

    // MARK: What the venue says

    /// Takes one report.
    ///
    /// - Parameter report: What the venue says.
    /// - Returns: The facts that follow from it, to be published in this order.
    private func take(_ report: OrderReport) async -> [EventPayload] {
        switch report.kind {
        case .cancelled, .rejected, .expired:
            guard desk.orders.order(report.orderID)?.status.isWorking == true else { break }
            return await settle(report.orderID, told: report)
        case .unknown:
            return await apply(report) + settle(report.orderID, told: nil)
        case .accepted, .filled:
            break
        }
        return await apply(report)
    }

    private func apply(_ report: OrderReport, isFromBook: Bool = false) async -> [EventPayload] {
        switch desk.orders.take(report) {
        case .unknown:
            let text = "the venue reports on order \(report.orderID), which this desk never sent"
            guard case .filled = report.kind else { return [trouble(text)] }
            return await alarm(text)
        case .repeated:
            return []
        case .taken(let before, let order, let problem):
            var facts: [EventPayload] = []
            if let problem { facts += await tell(problem, of: order) }
            if order.filledQuantity > before.filledQuantity,
                case .filled(let tradeID, let quantity, let price, _) = report.kind
            {
                let fill = fill(tradeID, quantity, price, of: before, at: report.occurredAt)
                facts += await book(fill, of: order)
            } else if order != before {
                facts += await follow(order, since: before)
            }
            if case .fillsMissing? = problem, !isFromBook {
                facts += await settle(order.id, told: nil)
            }
            return facts
        }
    }

    /// A contradiction is told; more than was asked for also keeps entries out until a person has looked.
    private func tell(_ problem: OrderProblem, of order: Order) async -> [EventPayload] {
        let text = "order \(order.id): \(problem)"
        guard case .overfilled = problem else { return [trouble(text)] }
        return await alarm(text)
    }

    /// The venue knows of money that the desk does not understand: no entries until a person has looked.
    func alarm(_ text: String) async -> [EventPayload] {
        guard let change = desk.account.update({ $0.raise(.broker, text) }) else {
            return [trouble(text)]
        }
        await desk.keepRiskState()
        return [trouble(text), .riskStateChanged(change)]
    }

    private func fill(
        _ tradeID: String, _ quantity: Quantity, _ price: Price, of order: Order,
        at instant: Timestamp
    ) -> Fill {
        let charges = desk.rules.charges.charges(
            order.side, price: price, quantity: quantity,
            isFirstOfOrder: order.filledQuantity == .zero, on: instant.indiaDay)
        return Fill(
            id: tradeID, orderID: order.id, positionID: order.positionID,
            instrument: order.contract.id, side: order.side, quantity: quantity, price: price,
            charges: charges.total, occurredAt: instant)
    }

    /// A fill changes the position and the account.
    private func book(_ fill: Fill, of order: Order) async -> [EventPayload] {
        flagStalePrice(of: fill, order)
        guard let cell = await position(of: order) else {
            // The money has moved all the same.
            desk.account.update { $0.bookMoney(of: fill) }
            await desk.writer.commitOrKeep([.updateOrder(order), .insertFill(fill)])
            return [fill.side == .buy ? .tradeExecuted(fill) : .tradeExit(fill)]
                + (await alarm(
                    "fill \(fill.id) of order \(order.id): position \(order.positionID) cannot be read; "
                        + "compare the account with the broker's"))
        }
        var position = cell.position
        // In one step with its place in the ledger's order: who sees the units writes them after their fill.
        await desk.writer.commitOrKeep {
            position = apply(fill, of: order, to: cell)
            desk.account.update { account in
                account.apply(fill, to: position)
                if order.purpose == .entry, !order.status.isWorking {
                    account.release(signalID: order.signalID)
                }
            }
            return [.updateOrder(order), .insertFill(fill), .upsertPosition(position)]
        }
        let trade: EventPayload = fill.side == .buy ? .tradeExecuted(fill) : .tradeExit(fill)
        if position.status == .closed {
            retire(position)
            return [trade, .positionClosed(position)]
        }
        let isFirst = fill.side == .buy && fill.quantity == position.boughtQuantity
        let change: EventPayload = isFirst ? .positionOpened(position) : .positionUpdated(position)
        // What came after the exit was decided is looked at now, and not only with the next tick.
        let isLeft = position.status == .closing && position.workingExit == nil
        return [trade, change] + (isLeft ? [look(at: position)] : [])
    }

    private func apply(_ fill: Fill, of order: Order, to cell: PositionCell) -> Position {
        cell.update { position in
            let before = position
            position = position.applying(fill)
            if order.purpose == .entry {
                position = position.levelled(
                    by: desk.rules.mode(named: position.mode), limits: desk.rules.limits,
                    since: before)
            } else if order.status == .filled {
                position = position.exitEnded(order.id)
            }
            return position
        }
    }

    /// A price that came from a stale quote is no price of the market's; it is counted and told.
    private func flagStalePrice(of fill: Fill, _ order: Order) {
        guard let quote = desk.view.quote(of: order.contract) else { return }
        let age = quote.ageSeconds(at: fill.occurredAt)
        guard age > desk.rules.limits.staleQuoteSeconds else { return }
        desk.orders.countStaleFill()
        desk.log.append(
            at: desk.clock.now, .warning, plan.name,
            "STALE_QUOTE: fill \(fill.id) at \(IndianFormat.rupees(fill.price)) while the last price of "
                + "\(order.contract.tradingSymbol) was \(Int(age)) s old",
            correlationID: order.signalID)
    }

    /// An order moved without a fill: it was accepted, or it ended.
    private func follow(_ order: Order, since before: Order) async -> [EventPayload] {
        if order.status == .accepted {
            // Whatever works is asked for after a restart, so nobody has to wait for this.
            await desk.writer.note([.updateOrder(order)])
            return []
        }
        guard !order.status.isWorking else {
            await desk.writer.commitOrKeep([.updateOrder(order)])
            return []
        }
        if order.purpose == .entry {
            desk.account.update { _ = $0.release(signalID: order.signalID) }
        }
        guard let cell = desk.positions.cell(order.positionID) else {
            await desk.writer.commitOrKeep([.updateOrder(order)])
            return []
        }
        let position = cell.update { position in
            switch order.purpose {
            case .entry:
                if position.boughtQuantity == .zero {
                    position.status = .closed
                    position.closedAt = order.updatedAt
                    position.version += 1
                }
            case .exit:
                position = position.exitEnded(order.id)
            }
            return position
        }
        if order.endedUnsold(since: before) {
            cell.holdExits(
                until: order.createdAt.advanced(bySeconds: desk.rules.limits.exitRetrySeconds))
        }
        await desk.writer.commitOrKeep([.updateOrder(order), .upsertPosition(position)])
        if position.status == .closed {
            retire(position)
            return [.positionUpdated(position)]
        }
        // What the order has not sold is looked at now, and not only with the next tick.
        return [.positionUpdated(position), look(at: position)]
    }

    // MARK: What the venue's book says

    /// Reads the venue's book and applies what it says of an order: its fills first, then its end.
    ///
    /// - Parameters:
    ///   - id: The order.
    ///   - told: The report that it has ended, where one came; it counts where the book knows nothing.
    /// - Returns: The facts that follow; none when the venue cannot be asked now, the clock asks again.
    private func settle(_ id: OrderID, told: OrderReport?) async -> [EventPayload] {
        guard let order = desk.orders.order(id), order.status.isWorking else { return [] }
        let history: [OrderReport]
        do {
            history = try await desk.broker.order(id) ?? []
            desk.breaker.succeeded()
        } catch {
            desk.breaker.failed(error)
            desk.orders.asked(about: id, at: desk.clock.now)
            desk.log.append(
                at: desk.clock.now, .warning, plan.name,
                "order \(id) is \(order.status.rawValue) and the venue does not answer: \(error)",
                correlationID: order.signalID)
            return []
        }
        desk.orders.asked(about: id, at: desk.clock.now)
        var facts: [EventPayload] = []
        let page = BookPage(history)
        for entry in page.news(for: order.status) { facts += await apply(entry, isFromBook: true) }
        if let ended = desk.orders.order(id), ended.status.isWorking, let end = page.end {
            facts += await apply(BookPage.allowed(end, for: ended.status), isFromBook: true)
        }
        if history.isEmpty, !desk.orders.isBeingSent(id) {
            facts += await apply(
                told
                    ?? OrderReport(
                        orderID: id, kind: .cancelled(reason: "the venue never saw it"),
                        positionID: order.positionID, signalID: order.signalID,
                        occurredAt: desk.clock.now))
        }
        if told == nil, facts.contains(where: \.isAboutMoney),
            let cell = desk.positions.cell(order.positionID)
        {
            facts.append(.positionReconciled(cell.position))
        }
        return facts
    }

    // MARK: What the clock says

    /// Does what is due about an order that the venue has not finished.
    private func followUp(_ order: Order) async -> [EventPayload] {
        switch desk.dueOrders().first(where: { $0.order.id == order.id })?.followUp {
        case nil: return []
        case .ask?: return await settle(order.id, told: nil)
        case .cancel(let reason)?: return await cancel(order.id, reason)
        }
    }

    /// Asks the venue to take an order out of its book; the answer comes as a report.
    private func cancel(_ id: OrderID, _ reason: String) async -> [EventPayload] {
        guard
            let order = desk.orders.step(id, .requestCancel, at: desk.clock.now, reason: reason)
        else { return [] }
        await desk.writer.commitOrKeep([.updateOrder(order)])
        desk.log.append(
            at: desk.clock.now, .info, plan.name, "cancelling order \(id): \(reason)",
            correlationID: order.signalID)
        do {
            try await desk.broker.cancel(id)
            desk.breaker.succeeded()
            return []
        } catch .unknownOrder {
            return await settle(id, told: nil)
        } catch .rejected {
            // It goes on, or it is done already: the book knows which.
            return await settle(id, told: nil)
        } catch {
            desk.breaker.failed(error)
            return []
        }
    }

    // MARK: Helpers

    /// The position that a fill of an order changes; called back when it was closed, today or on an earlier day.
    ///
    /// - Returns: The position; `nil` when the ledger cannot say how it was.
    private func position(of order: Order) async -> PositionCell? {
        if let cell = desk.positions.cell(order.positionID) { return cell }
        let cell: PositionCell
        if let ofToday = desk.positions.revive(order.positionID) {
            cell = ofToday
        } else {
            // As long as something waits to be written, the ledger may not know the last of it.
            guard desk.writer.trouble == nil,
                let forgotten = try? await desk.ledger.position(order.positionID)
            else { return nil }
            cell = desk.positions.recall(forgotten)
            desk.account.update { $0.recall(forgotten) }
        }
        desk.view.watch(cell.contract)
        return cell
    }

    /// Takes an order of an earlier day up again: the ledger forgets none that this desk sent.
    ///
    /// - Throws: `LedgerError` when the ledger cannot say whether it knows the order; the report is then tried again.
    private func recallOrder(_ id: OrderID) async throws(LedgerError) {
        guard desk.orders.order(id) == nil else { return }
        // As long as something waits to be written, the ledger may not know the last of it.
        if let trouble = desk.writer.trouble { throw trouble }
        if let order = try await desk.ledger.order(id) { desk.orders.recall(order) }
    }

    private func retire(_ position: Position) {
        desk.positions.retire(position)
        desk.alerts.clear(position.id)
        desk.view.unwatch(position.contract)
    }

    private func look(at position: Position) -> EventPayload {
        .clockTimer(ClockTimer(now: desk.clock.now, instrument: position.contract.id))
    }

    private func trouble(_ text: String) -> EventPayload {
        .errorOccurred(Notice(subject: plan.name, text: text))
    }
}

extension Order {
    /// Whether it is an exit that the venue has ended before it sold anything, and not because the desk had asked:
    /// the next one must not follow at once, or a line that is cut makes an order of each moment.
    fileprivate func endedUnsold(since before: Order) -> Bool {
        purpose != .entry && filledQuantity == .zero && before.status != .pendingCancel
    }
}

extension EventPayload {
    /// Whether the fact is a fill.
    fileprivate var isAboutMoney: Bool {
        switch self {
        case .tradeExecuted, .tradeExit: true
        default: false
        }
    }
}
