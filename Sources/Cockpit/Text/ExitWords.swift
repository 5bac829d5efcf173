import Terminal
import Trading

/// How the desk sells when a person closes a position, in words.
///
/// The first order is a limit a little under the bid; what it does not fill in time goes to the market.
struct ExitWords: Sendable {
    /// The desk's limits, among them how far under the bid and for how long.
    var limits: DeskLimits

    /// The order that would go out for a position now.
    ///
    /// - Parameters:
    ///   - row: The position.
    ///   - isWhole: Whether all of it is sold; what of a part finds no buyer in time stays.
    ///   - now: The market's time.
    ///   - figures: Writes numbers.
    /// - Returns: Price, protection and what comes after; or why it goes to the market at once.
    func order(
        for row: PositionStatusRow, isWhole: Bool = true, now: Timestamp, _ figures: Figures
    ) -> String {
        guard row.position.exitOrdinals[.operatorClose] ?? 0 == 0 else {
            return "at the market, for an order like it went out before"
        }
        guard let quote = row.quote, let bid = quote.bid, bid > .zero,
            quote.ageSeconds(at: now) <= limits.staleQuoteSeconds
        else { return "at the market, for there is no fresh bid" }
        let contract = row.position.contract
        let tick = max(contract.tick, Price(paise: 1))
        let ticks = Price(paise: tick.paise * Int64(limits.exitProtectionTicks))
        let share = bid.scaled(by: limits.exitProtectionPercent / 100)
        let limit = max((bid - max(ticks, share)).rounded(toTick: tick, .down), tick)
        let under = share >= ticks ? percent : "\(limits.exitProtectionTicks) ticks"
        let rest = isWhole ? after : "what is not sold after \(patience) s stays open"
        return "limit \(figures.price(limit)) (bid \(figures.glyphs.minus)\(under)), \(rest)"
    }

    /// The orders of several positions in one sentence.
    func orders(_ figures: Figures) -> String {
        "each a limit under its bid, \(after); at the market at once without a fresh bid, or for "
            + "an order like it before"
    }

    private var percent: String { "\(Self.short(limits.exitProtectionPercent)) %" }

    private var after: String {
        "after \(patience) s at the market"
    }

    private var patience: String { Self.short(limits.exitPatienceSeconds) }

    private static func short(_ value: Double) -> String {
        value == value.rounded() ? Figures.fixed(value, 0) : Figures.fixed(value, 1)
    }
}
