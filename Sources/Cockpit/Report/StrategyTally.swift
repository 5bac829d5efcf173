import Trading

/// What one strategy's positions of today came to.
struct StrategyTally: Sendable {
    var strategy: String
    var profit = Money.zero
    var open = 0
    /// Those of the open ones that have no price, so that only what they have booked is known of their profit.
    var unmarked = 0
    var hasBooked = false
    var closed = 0
    var won = 0

    /// Whether anything is known of the profit.
    var isProfitKnown: Bool { closed > 0 || hasBooked || unmarked < open }

    /// Returns what each strategy made, the largest profit first.
    static func ordered(_ positions: [PositionStatusRow]) -> [StrategyTally] {
        var tallies: [String: StrategyTally] = [:]
        for row in positions {
            let name = row.position.strategy
            tallies[name, default: StrategyTally(strategy: name)].add(row)
        }
        return tallies.values.sorted { ($1.profit, $0.strategy) < ($0.profit, $1.strategy) }
    }

    private mutating func add(_ row: PositionStatusRow) {
        profit += row.profit
        if row.position.status.isLive {
            open += 1
            if row.isUnmarked { unmarked += 1 }
            if row.position.soldQuantity > .zero { hasBooked = true }
        } else {
            closed += 1
            if row.profit > .zero { won += 1 }
        }
    }
}
