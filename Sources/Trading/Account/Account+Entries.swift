extension Account {
    /// Sizes an entry and sets its cash and risk aside, or says which limit forbids it.
    ///
    /// Asked in this order: an entry of the same signal (DUPLICATE), the risk state (HALTED, DAILY_LOSS,
    /// LOSS_STREAK, REDUCING), the size (RISK_BUDGET_BELOW_ONE_LOT, FREEZE_QUANTITY), then MAX_POSITIONS,
    /// CAPITAL_AT_RISK and INSUFFICIENT_CASH.
    ///
    /// - Parameters:
    ///   - request: The entry.
    ///   - rules: The desk's rules.
    /// - Returns: What was set aside; nothing has changed when it is refused.
    /// - Complexity: O(1), however many positions are open.
    public mutating func reserve(
        _ request: EntryRequest, rules: DeskRules
    ) -> Result<Reservation, Denial> {
        do throws(Denial) {
            try checkNew(request)
            try checkGate(rules.limits)
            let lots = try lots(request, limits: rules.limits)
            let reservation = reservation(request, lots: lots, rules: rules)
            try checkPositionCount(rules.limits)
            try checkCapitalAtRisk(reservation, rules.limits)
            try checkCash(reservation)
            reserve(reservation, for: reservation.positionID)
            return .success(reservation)
        } catch {
            return .failure(error)
        }
    }

    private func checkNew(_ request: EntryRequest) throws(Denial) {
        let position = PositionID.of(signalID: request.signalID)
        guard reservations[position] == nil, exposures[position] == nil else {
            throw Denial(.duplicate, "signal \(request.signalID) already has an entry")
        }
    }

    private func checkGate(_ limits: DeskLimits) throws(Denial) {
        if let denial = gate.denial { throw denial }
        // The figures may have reached a limit that nobody has reviewed yet.
        if let (cause, reason) = breaches(of: limits).first { throw Denial(cause.code, reason) }
    }

    /// Lots = ⌊capital · risk % / (premium · lot · stop %)⌋, at most the desk's limit, halved for each
    /// loss of the current streak, and never more than the exchange takes in one order.
    private func lots(_ request: EntryRequest, limits: DeskLimits) throws(Denial) -> Int {
        let mode = request.mode
        guard request.premium > .zero else {
            throw Denial(.noQuote, "\(request.contract.tradingSymbol) has no premium to size with")
        }
        let lotCost = request.premium * Quantity(request.contract.lotUnits)
        let risk = ExactFactor(percent: mode.riskPerTradePercent)
        let lossPerLot = ExactFactor(percent: mode.stopPercent).times(lotCost.paise)
        let affordable =
            lossPerLot > 0 ? risk.times(capital.paise) / lossPerLot : Int128(limits.maximumLots)
        let lots = Int(min(affordable, Int128(limits.maximumLots))) >> lossStreak
        guard lots > 0 else {
            let needed = Money(
                paise: (lossPerLot << min(lossStreak, 20)).divided(by: max(risk.parts, 1), .up))
            let loss = lotCost.scaled(by: mode.stopPercent / 100)
            let share = capital.scaled(by: mode.riskPerTradePercent / 100)
            let halved = lossStreak > 0 ? ", halved for each of \(lossStreak) losses in a row" : ""
            throw Denial(
                .riskBudgetBelowOneLot,
                "a lot of \(request.contract.tradingSymbol) at "
                    + "\(IndianFormat.rupees(request.premium)) may lose "
                    + "\(IndianFormat.rupees(loss)), the budget is \(IndianFormat.rupees(share))"
                    + "\(halved); one lot needs a capital of \(IndianFormat.rupees(needed))")
        }
        return try withinFreeze(lots, request.contract, limits)
    }

    private func withinFreeze(
        _ lots: Int, _ contract: OptionContract, _ limits: DeskLimits
    ) throws(Denial) -> Int {
        guard let units = limits.freezeUnits[contract.underlying] else { return lots }
        guard units >= contract.lotUnits else {
            throw Denial(
                .freezeQuantity,
                "a lot of \(contract.tradingSymbol) is \(contract.lotUnits) units, the exchange "
                    + "takes \(units) in one order; see [limits.freeze] of the configuration")
        }
        return min(lots, units / contract.lotUnits)
    }

    private func reservation(
        _ request: EntryRequest, lots: Int, rules: DeskRules
    ) -> Reservation {
        let quantity = Quantity(lots * request.contract.lotUnits)
        return Reservation(
            signalID: request.signalID, contract: request.contract, lots: lots,
            levels: PremiumLevels(
                entry: request.premium, mode: request.mode, tick: request.contract.tick,
                limits: rules.limits),
            remaining: quantity,
            charges: rules.charges.charges(
                .buy, price: request.premium, quantity: quantity, isFirstOfOrder: true,
                on: request.day
            ).total)
    }

    private func checkPositionCount(_ limits: DeskLimits) throws(Denial) {
        guard positionCount < limits.maximumPositions else {
            throw Denial(
                .maxPositions,
                "\(positionCount) positions are open or on their way, "
                    + "the limit is \(limits.maximumPositions)")
        }
    }

    private func checkCapitalAtRisk(
        _ reservation: Reservation, _ limits: DeskLimits
    ) throws(Denial) {
        let limit = capital.scaled(by: limits.capitalAtRiskPercent / 100)
        let risk = capitalAtRisk + reservation.risk
        guard risk <= limit else {
            throw Denial(
                .capitalAtRisk,
                "\(IndianFormat.rupees(risk)) would be at risk with this entry, the limit is "
                    + "\(IndianFormat.rupees(limit)), "
                    + "\(IndianFormat.percent(limits.capitalAtRiskPercent)) of the capital")
        }
    }

    private func checkCash(_ reservation: Reservation) throws(Denial) {
        guard reservation.cash <= available else {
            throw Denial(
                .insufficientCash,
                "\(reservation.lots) lots need \(IndianFormat.rupees(reservation.cash)) with "
                    + "charges, \(IndianFormat.rupees(available)) are free")
        }
    }
}
