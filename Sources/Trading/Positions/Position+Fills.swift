extension Position {
    /// The position after a fill: the only thing that opens, reduces or closes it.
    ///
    /// The first purchase opens it; a sale leaves it PARTIAL, or CLOSING once an exit of all of it was
    /// decided; the sale of the last unit closes it. A late purchase opens a closed position again,
    /// because the units are really there; one that was left already is CLOSING then, for the same reason,
    /// because nobody wants it back. More sold than bought makes it UNKNOWN: only the broker's own
    /// book can tell what is held.
    ///
    /// - Parameter fill: A fill of this position that was not applied before; fills are told apart by
    ///   their trade id.
    /// - Returns: The position with the fill in its sums and a higher version.
    public func applying(_ fill: Fill) -> Position {
        precondition(
            fill.positionID == id, "fill \(fill.id) is of \(fill.positionID), not of \(id)")
        var position = self
        position.charges += fill.charges
        position.version += 1
        switch fill.side {
        case .buy: position.book(purchase: fill)
        case .sell: position.book(sale: fill)
        }
        return position
    }

    /// The position with its levels set from its average entry.
    ///
    /// Levels belong to the price that was really paid, so they follow it while the entry is being
    /// filled. Once the stop was raised or a part was sold they stay, and so does a target that a person has moved.
    ///
    /// - Parameters:
    ///   - mode: The position's mode.
    ///   - limits: The lowest stop and the least gain of a target.
    ///   - before: The position before its last fill.
    /// - Returns: The position; unchanged when its levels no longer follow the entry.
    public func levelled(
        by mode: RiskMode, limits: DeskLimits, since before: Position
    ) -> Position {
        guard boughtQuantity > .zero, soldQuantity == .zero, !isStopRaised else { return self }
        func levels(of entry: Price) -> PremiumLevels {
            PremiumLevels(entry: entry, mode: mode, tick: contract.tick, limits: limits)
        }
        let paid = levels(of: entryPrice)
        let isTargetOurs =
            before.boughtQuantity == .zero || before.target == levels(of: before.entryPrice).target
        var position = self
        position.stop = paid.stop
        if isTargetOurs { position.target = paid.target }
        position.secondTarget = paid.secondTarget
        if position != self { position.version += 1 }
        return position
    }

    private mutating func book(purchase fill: Fill) {
        if boughtQuantity == .zero {
            openedAt = fill.occurredAt
            peak = fill.price
        }
        boughtQuantity += fill.quantity
        boughtValue += fill.price * fill.quantity
        switch status {
        case .open, .partial, .closing: return
        case .opening, .closed, .unknown: break
        }
        guard remainingQuantity != .zero else { return close(at: fill.occurredAt, exitReason) }
        guard remainingQuantity > .zero else { return }
        closedAt = nil
        if exitReason == nil {
            status = soldQuantity == .zero ? .open : .partial
        } else {
            status = .closing
        }
    }

    private mutating func book(sale fill: Fill) {
        soldQuantity += fill.quantity
        soldValue += fill.price * fill.quantity
        let reason = exitReason(of: fill.orderID)
        if reason == .partial { hasBookedPartial = true }
        if remainingQuantity == .zero {
            close(at: fill.occurredAt, reason ?? exitReason)
        } else if remainingQuantity < .zero {
            status = .unknown
        } else if status != .closing {
            status = .partial
        }
    }

    private mutating func close(at instant: Timestamp, _ reason: ExitReason?) {
        status = .closed
        closedAt = instant
        exitReason = reason
        workingExit = nil
    }
}
