import EventBus
import Trading

/// Runs the order machine: applies what the venue reports to orders, positions and the account, and makes it
/// durable before anybody is told.
struct OrderKeeper: DeskHandler {
    let desk: DeskParts

    init(_ desk: DeskParts) {
        self.desk = desk
    }

    let plan = HandlerPlan(
        name: "orders", topics: ["order.*"],
        options: SubscriptionOptions(
            policy: .keyed(limit: 16) { event in
                // By position, so that an entry's and an exit's reports on one position are in order too.
                guard case .orderReported(let report) = event.payload else { return 0 }
                return StableHash.of(report.positionID.text)
            }))

    func handle(_ event: DeskEvent, _ context: DeskContext) async throws {
        guard case .orderReported(let report) = event.payload else { return }
        for fact in try await take(report) {
            try await desk.publish(fact, correlationID: report.signalID, by: context)
        }
    }

    /// Applies one report.
    ///
    /// - Parameter report: What the venue says.
    /// - Returns: The facts that follow from it, to be published in this order.
    /// - Throws: `UnsettledOrder` when nobody knows what became of the order, and the venue cannot be asked now.
    func take(_ report: OrderReport) async throws -> [EventPayload] {
        switch desk.orders.take(report) {
        case .unknown:
            return [
                trouble("the venue reports on order \(report.orderID), which this desk never sent")
            ]
        case .repeated:
            return []
        case .taken(let before, let order, let problem):
            var facts: [EventPayload] = []
            if let problem { facts.append(trouble("order \(order.id): \(problem)")) }
            if case .filled(let tradeID, let quantity, let price, _) = report.kind {
                if order.filledQuantity > before.filledQuantity {
                    let fill = fill(tradeID, quantity, price, of: before, at: report.occurredAt)
                    facts += await apply(fill, of: order)
                }
            } else if order.status == .unknown {
                if before.status != .unknown {
                    await desk.writer.commitOrKeep([.updateOrder(order)])
                }
                facts += try await settle(order)
            } else if order != before {
                facts += await follow(order)
            }
            return facts
        }
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
    private func apply(_ fill: Fill, of order: Order) async -> [EventPayload] {
        guard let cell = desk.positions.cell(order.positionID) else {
            await desk.writer.commitOrKeep([.updateOrder(order), .insertFill(fill)])
            return [
                trouble(
                    "fill \(fill.id) of order \(order.id): position \(order.positionID) is not live"
                )
            ]
        }
        let position = cell.update { position in
            position = position.applying(fill)
            if order.purpose == .entry {
                position = position.levelled(
                    by: desk.rules.mode(named: position.mode), limits: desk.rules.limits)
            } else if !order.status.isWorking {
                position = position.exitEnded(order.id)
            }
            return position
        }
        desk.account.update { account in
            account.apply(fill, to: position)
            if order.purpose == .entry, !order.status.isWorking {
                account.release(signalID: order.signalID)
            }
        }
        await desk.writer.commitOrKeep([
            .updateOrder(order), .insertFill(fill), .upsertPosition(position),
        ])
        let trade: EventPayload = fill.side == .buy ? .tradeExecuted(fill) : .tradeExit(fill)
        if position.status == .closed {
            retire(position)
            return [trade, .positionClosed(position)]
        }
        let isFirst = fill.side == .buy && fill.quantity == position.boughtQuantity
        return [trade, isFirst ? .positionOpened(position) : .positionUpdated(position)]
    }

    /// An order moved without a fill: it was accepted, or it ended.
    private func follow(_ order: Order) async -> [EventPayload] {
        guard !order.status.isWorking, let cell = desk.positions.cell(order.positionID) else {
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
        if order.purpose == .entry {
            desk.account.update { _ = $0.release(signalID: order.signalID) }
        }
        await desk.writer.commitOrKeep([.updateOrder(order), .upsertPosition(position)])
        if position.status == .closed { retire(position) }
        return [.positionUpdated(position)]
    }

    /// Nobody knows what became of the order: the venue's own book decides, never a second order.
    private func settle(_ order: Order) async throws -> [EventPayload] {
        let history: [OrderReport]?
        do {
            history = try await desk.broker.order(order.id)
        } catch {
            throw UnsettledOrder(id: order.id, cause: error)
        }
        guard let history, !history.isEmpty else {
            return try await take(
                OrderReport(
                    orderID: order.id, kind: .cancelled(reason: "the venue never saw it"),
                    positionID: order.positionID, signalID: order.signalID,
                    occurredAt: desk.clock.now))
        }
        var facts: [EventPayload] = []
        for entry in history {
            if case .unknown = entry.kind { continue }
            facts += try await take(entry)
        }
        return facts
    }

    /// Settles an order after a restart: whatever the venue's book holds is applied, once.
    func reconcile(_ order: Order) async throws -> [EventPayload] {
        guard order.status.isWorking else { return [] }
        return try await settle(order)
    }

    private func retire(_ position: Position) {
        desk.positions.retire(position)
        desk.view.unwatch(position.contract)
    }

    private func trouble(_ text: String) -> EventPayload {
        .errorOccurred(Notice(subject: plan.name, text: text))
    }
}

/// An order whose outcome is not known, and whose venue cannot be asked now; asking is tried again.
struct UnsettledOrder: Error, CustomStringConvertible {
    let id: OrderID
    let cause: BrokerError

    var description: String { "order \(id) is UNKNOWN and the venue does not answer: \(cause)" }
}
