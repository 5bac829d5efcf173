import Terminal
import Trading

/// An item as it was when the key was pressed: what a dialog shows and what its command names.
struct FrozenTarget: Sendable, Equatable {
    let id: RowID
    /// The item's name.
    let label: String
    /// The item in one line, with the figures that matter when it is one of many.
    let line: String
    /// The part that must not change unnoticed.
    let state: String

    /// Freezes an item of a snapshot.
    ///
    /// - Returns: `nil` when the item is not there.
    init?(_ id: RowID, in context: PaneContext) {
        guard let (label, line, state) = Self.describe(id, context) else { return nil }
        self.id = id
        self.label = label
        self.line = line
        self.state = state
    }

    /// The item's line with the figures of the newest snapshot: prices move while a person reads.
    ///
    /// - Returns: `nil` for what is not there any more.
    func lineNow(in context: PaneContext) -> String? { Self.describe(id, context)?.line }

    /// What the rest of a position would bring in profit, by the newest snapshot.
    ///
    /// - Returns: `nil` for what has no price.
    func profitNow(in context: PaneContext) -> Money? {
        guard case .position(let position) = id,
            let row = context.desk.positions.first(where: { $0.id == position }),
            let price = row.quote?.bid ?? row.position.mark
        else { return nil }
        return row.position.profit(of: row.position.remainingQuantity, at: price)
    }

    /// Says what has become of the item since.
    ///
    /// - Returns: `nil` when it is as it was.
    func change(in context: PaneContext) -> StyledText? {
        guard let (_, _, now) = Self.describe(id, context) else {
            return StyledText("now gone", .stateWarn, .bold)
        }
        guard now != state else { return nil }
        var text = StyledText("was ", .uiMuted)
        text.append(state)
        text.append("  now ", .stateWarn, .bold)
        text.append(now, .stateWarn)
        return text
    }

    private static func describe(
        _ id: RowID, _ context: PaneContext
    ) -> (label: String, line: String, state: String)? {
        let figures = context.figures
        switch id {
        case .position(let position):
            guard let row = context.desk.positions.first(where: { $0.id == position }) else {
                return nil
            }
            let held = row.position
            let price = row.quote?.bid ?? held.mark
            let symbol = figures.symbol(held.contract)
            let profit = price.map {
                figures.profit(held.profit(of: held.remainingQuantity, at: $0)).plain
            }
            return (
                symbol,
                "\(figures.count(held.remainingQuantity.units)) \(symbol) at about "
                    + "\(price.map(figures.price) ?? "an unknown price"), \(profit ?? "unknown")",
                "\(figures.count(held.remainingQuantity.units)) "
                    + "\(held.status.rawValue.lowercased()), stop \(figures.price(held.stop)), "
                    + "target \(figures.price(held.activeTarget)), version \(held.version)"
            )
        case .deadLetter(let letter):
            guard let row = context.desk.deadLetters.rows.first(where: { $0.id == letter }) else {
                return nil
            }
            let record = row.record
            let label = "\(record.handler)  \(record.event.topic.rawValue)  \(record.error)"
            let age = figures.span(context.age(record.diedAt))
            return (
                label, "\(age)  \(row.symbol ?? "")  \(record.id)  \(label)",
                "\(record.attempts.count) attempts, \(record.error)"
            )
        case .handler(let name):
            guard let row = context.desk.handlers.first(where: { $0.name == name }) else {
                return nil
            }
            return (row.name, row.name, row.isPaused ? "paused" : "running")
        case .event, .signal, .group: return nil
        }
    }
}
