/// When a position is left, wholly or in part: evaluated on every tick of its contract and on the clock.
///
/// An exit of everything that was decided once is carried through, whatever the premium does afterwards:
/// if its order ends unfilled, the next one under the same rule follows. Otherwise the rules are asked in
/// their order, and the first that holds gives the order to send:
///
/// 1. A stale quote decides nothing, and neither does the underlying while there is only that; the rules of the
///    clock and of people still hold.
/// 2. A person's close, a flatten, the day's loss.
/// 3. The square-off before the close, unless the mode holds over the night; on the day of expiry always.
/// 4. The stop: STOP_LOSS, or TRAILING_STOP if it was raised.
/// 5. The partial booking, once; the stop rises to at least the entry with it.
/// 6. The target; after a partial booking the second one.
/// 7. Trailing: the stop follows the peak. Always evaluated, and never lowers the stop.
/// 8. The longest time a position is held.
/// 9. The underlying crosses the signal's own stop or target, where the desk wants it.
///
/// Exits only reduce. While an exit order is working nothing more is sent.
public enum ExitRules {
    /// Evaluates a position.
    ///
    /// - Parameters:
    ///   - position: The position.
    ///   - quote: The newest quote of its contract.
    ///   - underlying: A fresh price of its underlying; `nil` where none is known.
    ///   - demand: What a person or the desk asks for: `operatorClose`, `flatten` or `dailyLoss`.
    ///   - mayExit: Whether an order may be sent now; `false` for a while after the venue refused one.
    ///   - rules: The desk's rules.
    ///   - now: The desk's time.
    /// - Returns: The position brought up to date, and the order to send, if any.
    /// - Complexity: O(1).
    public static func evaluate(
        _ position: Position, quote: Quote?, underlying: Price?, demand: ExitReason? = nil,
        mayExit: Bool = true, rules: DeskRules, now: Timestamp
    ) -> ExitVerdict {
        guard position.status.isLive, position.remainingQuantity > .zero else {
            return ExitVerdict(position: position)
        }
        let mode = rules.mode(named: position.mode)
        var updated = position
        var alerts: [ExitAlert] = []
        let premium = updated.mark(by: quote, limits: rules.limits, now: now, alerts: &alerts)

        var wish =
            (updated.exitUnderWay ?? demand).map { ExitWish($0, updated.remainingQuantity) }
            ?? clockWish(updated, mode: mode, calendar: rules.calendar, now: now)
            ?? premium.flatMap { premiumWish(updated, premium: $0, mode: mode) }
            ?? timeWish(updated, mode: mode, now: now)
            ?? premium.flatMap { _ in thesisWish(updated, underlying: underlying, rules: rules) }

        if let reason = wish?.reason, !rules.calendar.isOpen(at: now) {
            alerts.append(.marketClosed(reason))
            wish = nil
        }
        if position.workingExit != nil || !mayExit { wish = nil }

        if wish?.reason == .partial { updated.raiseStopToTick(atLeast: updated.entryPrice) }
        if premium != nil { updated.trail(by: mode.trailing) }
        if updated.stop != position.stop { updated.version += 1 }

        let intent = wish.map { updated.exit($0.reason, selling: $0.quantity) }
        if let intent { updated = updated.working(intent) }
        return ExitVerdict(position: updated, intent: intent, alerts: alerts)
    }

    /// Rule 3: what the clock demands whatever the premium does.
    private static func clockWish(
        _ position: Position, mode: RiskMode, calendar: SessionCalendar, now: Timestamp
    ) -> ExitWish? {
        let all = position.remainingQuantity
        if !mode.holdsOvernight,
            let session = calendar.session(onOrAfter: position.openedAt.indiaDay),
            now >= session.squareOff
        {
            return ExitWish(.squareOff, all)
        }
        let lastCall =
            calendar.session(on: position.contract.expiry)?.squareOff
            ?? position.contract.expiresAt
        return now >= lastCall ? ExitWish(.expiry, all) : nil
    }

    /// Rules 4 to 6: what the premium says.
    private static func premiumWish(
        _ position: Position, premium: Price, mode: RiskMode
    ) -> ExitWish? {
        let all = position.remainingQuantity
        if premium <= position.stop {
            return ExitWish(position.isStopRaised ? .trailingStop : .stopLoss, all)
        }
        if let booking = mode.partialBooking, !position.hasBookedPartial,
            position.hasGained(booking.atPercent, at: premium)
        {
            let lots = Int(Double(position.remainingLots) * booking.sizePercent / 100)
            if lots >= 1, position.remainingLots - lots >= 1 {
                return ExitWish(.partial, Quantity(lots * position.contract.lotUnits))
            }
        }
        return premium >= position.activeTarget ? ExitWish(.target, all) : nil
    }

    /// Rule 8: the time limit.
    private static func timeWish(
        _ position: Position, mode: RiskMode, now: Timestamp
    ) -> ExitWish? {
        let held = now.seconds(since: position.openedAt)
        guard held >= mode.maximumHoldHours * 3600 else { return nil }
        return ExitWish(.timeLimit, position.remainingQuantity)
    }

    /// Rule 9: the signal's own idea.
    private static func thesisWish(
        _ position: Position, underlying: Price?, rules: DeskRules
    ) -> ExitWish? {
        guard rules.exitsOnThesis, let underlying else { return nil }
        let levels = [position.thesisStop, position.thesisTarget].sorted()
        guard underlying <= levels[0] || underlying >= levels[1] else { return nil }
        return ExitWish(.thesis, position.remainingQuantity)
    }
}

/// What a rule wants sold.
private struct ExitWish {
    let reason: ExitReason
    let quantity: Quantity

    init(_ reason: ExitReason, _ quantity: Quantity) {
        self.reason = reason
        self.quantity = quantity
    }
}

extension Position {
    /// The rule whose exit of everything was decided and is not done yet.
    fileprivate var exitUnderWay: ExitReason? { status == .closing ? exitReason : nil }

    /// Rule 1: takes the quote's mark, if it is fresh enough to decide anything.
    ///
    /// - Returns: The premium that the rules may look at; `nil` for a stale quote.
    fileprivate mutating func mark(
        by quote: Quote?, limits: DeskLimits, now: Timestamp, alerts: inout [ExitAlert]
    ) -> Price? {
        if let quote, quote.ageSeconds(at: now) <= limits.staleQuoteSeconds {
            // A tick that was overtaken by a newer one says nothing new.
            if let markedAt, quote.occurredAt < markedAt { return nil }
            mark = quote.mark
            markedAt = quote.occurredAt
            peak = max(peak, quote.mark)
            return quote.mark
        }
        alerts.append(.staleQuote(ageSeconds: quote?.ageSeconds(at: now)))
        if let markedAt, now.seconds(since: markedAt) >= limits.unknownMarkSeconds { mark = nil }
        return nil
    }

    /// Rule 7: the stop follows the peak.
    fileprivate mutating func trail(by rule: TrailingRule?) {
        guard let rule, hasGained(rule.afterPercent, at: peak) else { return }
        raiseStop(
            to: entryPrice.adding(
                100 - rule.giveBackPercent, percentOf: peak - entryPrice, toTick: contract.tick,
                .up))
    }

    fileprivate mutating func raiseStopToTick(atLeast price: Price) {
        raiseStop(to: price.rounded(toTick: contract.tick, .up))
    }

    /// Whether a premium lies a percentage above the entry; a gain of exactly the percentage counts.
    fileprivate func hasGained(_ percent: Double, at premium: Price) -> Bool {
        let entry = entryPrice
        return Int128(premium.paise - entry.paise) * ExactFactor.whole
            >= ExactFactor(percent: percent).times(entry.paise)
    }
}
