extension Account {
    /// Rebuilds the account from what the ledger holds.
    ///
    /// Reservations of entries still on their way are not in it; take them up again with `restore(_:)`.
    ///
    /// - Parameters:
    ///   - capital: What the account began with.
    ///   - fills: Every fill there ever was, oldest first.
    ///   - positions: The positions that are open or were closed on the day.
    ///   - day: The trading day.
    ///   - memory: What was kept of the day.
    ///   - gate: What kept entries out, where it was kept.
    ///   - onFill: Called after each fill of the day with what was booked by then: sales less charges, for what was
    ///     held was worth is not known any more.
    /// - Complexity: O(n) in the fills.
    public init(
        capital: Money, fills: some Sequence<Fill>, positions: some Collection<Position>,
        on day: CalendarDay, memory: DayMemory = DayMemory(), gate: RiskGate = RiskGate(),
        onFill: (ProfitSample) -> Void = { _ in }
    ) {
        self.init(capital: capital, day: day, gate: gate)
        var replayed: [PositionID: Position] = [:]
        for position in positions {
            var empty = position.unfilled
            // With this mark it went into the day.
            let isOfEarlierDay = position.markedAt.map { $0.indiaDay < day } ?? false
            if isOfEarlierDay { empty.mark = position.mark }
            replayed[position.id] = empty
        }
        var isToday = false
        for fill in fills {
            if !isToday, fill.occurredAt.indiaDay >= day {
                isToday = true
                beginToday(with: memory.openingEquity)
            }
            if let position = replayed[fill.positionID]?.applying(fill) {
                replayed[fill.positionID] = position
                apply(fill, to: position)
            } else {
                // Of a position closed on an earlier day: only its money is left.
                bookMoney(of: fill)
            }
            guard isToday else { continue }
            let booked = today.realised - today.charges
            onFill(ProfitSample(at: fill.occurredAt, paise: booked.paise))
        }
        if !isToday { beginToday(with: memory.openingEquity) }
        today.acceptedLoss = memory.acceptedLoss
        today.acceptedTrades = memory.acceptedTrades
        // Stops and marks are not in the fills.
        for position in positions { take(position) }
        // While the fills were gone through, what is held from before the day did not have the marks of that opening:
        // that may look like a fall.
        if let fall = memory.fall ?? (memory.openingEquity == nil ? nil : ProfitFall()) {
            today.fall = fall
            today.fall.follow(dayNet)
        }
    }

    /// Takes up the reservation of an entry order that the ledger holds as still on its way.
    ///
    /// The limits are not asked again: the order may already be at the venue.
    ///
    /// - Parameters:
    ///   - order: The entry order.
    ///   - premium: The premium that was expected for one unit.
    ///   - rules: The desk's rules.
    public mutating func restore(_ order: Order, premium: Price, rules: DeskRules) {
        guard order.purpose == .entry, order.remainingQuantity > .zero else { return }
        let reservation = Reservation(
            signalID: order.signalID, contract: order.contract,
            lots: order.quantity.units / order.contract.lotUnits,
            levels: PremiumLevels(
                entry: premium, mode: rules.mode, tick: order.contract.tick, limits: rules.limits),
            remaining: order.remainingQuantity,
            charges: rules.charges.charges(
                .buy, price: premium, quantity: order.remainingQuantity,
                isFirstOfOrder: order.filledQuantity == .zero, on: order.createdAt.indiaDay
            ).total)
        reserve(reservation, for: reservation.positionID)
    }

    /// Takes what was replayed so far as the state at the start of the day.
    private mutating func beginToday(with openingEquity: Money?) {
        today = AccountDay(today.day, openingEquity: openingEquity ?? equity)
    }
}

extension Position {
    /// The position before its first fill, its exits remembered.
    var unfilled: Position {
        var position = Position(
            id: id, signalID: signalID, strategy: strategy, action: action, contract: contract,
            stop: stop, target: target, secondTarget: secondTarget, mode: mode,
            thesisStop: thesisStop, thesisTarget: thesisTarget, openedAt: openedAt)
        position.exitOrdinals = exitOrdinals
        return position
    }
}
