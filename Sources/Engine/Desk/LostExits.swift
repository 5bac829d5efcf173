import Trading

/// Finds the exits that an earlier run sent and the ledger does not know.
///
/// An exit is sent although the ledger cannot be written, and a run that dies then takes its intent along. The ids of
/// exits follow from position, rule and ordinal, so the venue can be asked for each that may have been next. Unasked,
/// another rule would sell a second time what is sold.
struct LostExits {
    private let desk: DeskParts
    private let orders: OrderKeeper

    init(_ desk: DeskParts, orders: OrderKeeper) {
        self.desk = desk
        self.orders = orders
    }

    /// Takes up the lost exits of a position, and settles them with the venue.
    ///
    /// - Returns: The facts that follow.
    func find(of cell: PositionCell) async -> [EventPayload] {
        var facts: [EventPayload] = []
        do throws(BrokerError) {
            facts += try await settleWorking(of: cell)
            while cell.position.workingExit == nil, cell.position.remainingQuantity > .zero,
                let (reason, history) = try await next(of: cell.position)
            {
                facts += await takeUp(reason, history, of: cell)
            }
        } catch {
            facts += await orders.alarm(
                "\(cell.contract.tradingSymbol): the venue cannot be asked for exits of an earlier run (\(error)); "
                    + "compare what is held with the broker's")
        }
        return facts
    }

    /// An exit that the position believes to work, and whose order the ledger has not or knows to have ended.
    private func settleWorking(of cell: PositionCell) async throws(BrokerError) -> [EventPayload] {
        let position = cell.position
        guard let id = position.workingExit, desk.orders.order(id)?.status.isWorking != true else {
            return []
        }
        if desk.orders.order(id) == nil, let reason = position.exitReason(of: id),
            let history = try await desk.broker.order(id)
        {
            return await takeUp(reason, history, of: cell)
        }
        let freed = cell.update { position in
            position = position.exitEnded(id)
            return position
        }
        await desk.writer.commitOrKeep([.upsertPosition(freed)])
        return [.positionUpdated(freed)]
    }

    /// The rule under which the exit that would be its next was sent already, and what the venue says of it.
    private func next(
        of position: Position
    ) async throws(BrokerError) -> (ExitReason, [OrderReport])? {
        for reason in ExitReason.allCases {
            let id = position.exit(reason, selling: position.remainingQuantity).orderID
            guard desk.orders.order(id) == nil, let history = try await desk.broker.order(id) else {
                continue
            }
            return (reason, history)
        }
        return nil
    }

    private func takeUp(
        _ reason: ExitReason, _ history: [OrderReport], of cell: PositionCell
    ) async -> [EventPayload] {
        // What was asked for is told by its fills once it has ended; until then it may be all that is left.
        let quantity = BookPage(history).soldInAll ?? cell.position.remainingQuantity
        let position = cell.update { position in
            if position.workingExit == nil {
                position = position.working(position.exit(reason, selling: quantity))
            }
            return position
        }
        guard let id = position.workingExit else { return [] }
        var order = Order(
            id: id, signalID: position.signalID, positionID: position.id, purpose: .exit(reason),
            contract: position.contract, side: .sell, quantity: quantity, type: .market,
            venue: desk.broker.venue, createdAt: history.first?.occurredAt ?? desk.clock.now)
        order.status = .submitted
        desk.orders.recall(order)
        desk.log.append(
            at: desk.clock.now, .warning, "desk",
            "exit \(id) (\(reason.rawValue)) is at the venue and not in the ledger: taken up",
            correlationID: order.signalID)
        await desk.writer.commitOrKeep([.insertOrder(order), .upsertPosition(position)])
        return await orders.reconcile(order)
    }
}
