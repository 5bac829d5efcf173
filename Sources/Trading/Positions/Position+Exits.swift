extension Position {
    /// The order that sells a quantity of the position for a reason; the same reason and ordinal always
    /// give the same order id, so that an exit can never be sent twice.
    ///
    /// - Parameters:
    ///   - reason: The rule that asks for it.
    ///   - quantity: Units to sell, at most what remains.
    /// - Returns: The intent.
    public func exit(_ reason: ExitReason, selling quantity: Quantity) -> ExitOrderIntent {
        let ordinal = exitOrdinals[reason] ?? 0
        return ExitOrderIntent(
            reason: reason, quantity: min(quantity, remainingQuantity), ordinal: ordinal,
            orderID: .exit(position: id, reason: reason, ordinal: ordinal))
    }

    /// The order that sells so many lots because a person asks for it.
    ///
    /// - Parameter lots: The lots.
    /// - Returns: The intent, or NOT_FOUND for more lots than are held, and for none.
    public func operatorExit(lots: Int) -> Result<ExitOrderIntent, Denial> {
        guard lots >= 1, lots <= remainingLots else {
            return .failure(
                Denial(
                    .notFound,
                    "\(lots) lot(s) were asked for and \(remainingLots) are held, "
                        + "\(contract.lotUnits) units each; nothing was sent"))
        }
        return .success(exit(.operatorClose, selling: Quantity(lots * contract.lotUnits)))
    }

    /// The position while an exit order is working.
    ///
    /// - Parameter intent: The intent, made of this very position.
    /// - Returns: The position that remembers it; CLOSING when all of it is being sold, and from then on
    ///   that exit is carried through.
    public func working(_ intent: ExitOrderIntent) -> Position {
        precondition(workingExit == nil, "\(id) already has the exit \(workingExit?.text ?? "")")
        var position = self
        position.exitOrdinals[intent.reason] = intent.ordinal + 1
        position.workingExit = intent.orderID
        if intent.quantity == remainingQuantity {
            position.status = .closing
            position.exitReason = intent.reason
        }
        position.version += 1
        return position
    }

    /// The position after an exit order has ended, however it did; the rules may then send another.
    ///
    /// Call it only once the venue's own book says that the order has ended and all of its fills are
    /// applied: what may still be sold by the old order must not be sold again by the next.
    ///
    /// - Parameter order: The order that was filled, cancelled, rejected or has expired.
    /// - Returns: The position without a working exit; unchanged when another order is working. A
    ///   position that is CLOSING stays so: what was decided is carried through.
    public func exitEnded(_ order: OrderID) -> Position {
        guard workingExit == order else { return self }
        var position = self
        position.workingExit = nil
        position.version += 1
        return position
    }

    /// The position with levels that a person has set.
    ///
    /// - Parameters:
    ///   - stop: The new stop premium; brought up to the tick, never below the present one.
    ///   - target: The new target premium; brought down to the tick. After a partial booking it takes
    ///     the place of the second target, because that is the one that counts then.
    /// - Returns: The position, or BAD_LEVELS.
    public func settingLevels(stop: Price, target: Price) -> Result<Position, Denial> {
        let stop = stop.rounded(toTick: contract.tick, .up)
        let target = target.rounded(toTick: contract.tick, .down)
        guard stop >= self.stop else {
            return .failure(
                Denial(
                    .badLevels,
                    "stop \(IndianFormat.rupees(stop)) is below the present stop "
                        + "\(IndianFormat.rupees(self.stop)); a stop never falls"))
        }
        guard stop < target else {
            return .failure(
                Denial(
                    .badLevels,
                    "stop \(IndianFormat.rupees(stop)) must be below target "
                        + IndianFormat.rupees(target)))
        }
        var position = self
        position.raiseStop(to: stop)
        if hasBookedPartial, secondTarget != nil {
            position.secondTarget = target
        } else {
            position.target = target
        }
        if position != self { position.version = version + 1 }
        return .success(position)
    }

    /// The target that counts now: the second one after a partial booking, where there is one.
    public var activeTarget: Price { hasBookedPartial ? secondTarget ?? target : target }

    /// The rule under which one of the position's exit orders was sent.
    ///
    /// - Parameter order: The order's id.
    /// - Returns: `nil` for an order that this position did not send.
    public func exitReason(of order: OrderID) -> ExitReason? {
        ExitReason.allCases.first { reason in
            (0..<(exitOrdinals[reason] ?? 0)).contains { ordinal in
                order == .exit(position: id, reason: reason, ordinal: ordinal)
            }
        }
    }

    /// Raises the stop; a lower one changes nothing.
    ///
    /// The version is left to the caller.
    mutating func raiseStop(to price: Price) {
        guard price > stop else { return }
        stop = price
        isStopRaised = true
    }
}
