/// What a day's trading came to, as a broker's contract note says it: computed from the fills alone and held
/// against everything else that the ledger says.
public struct DayStatement: Hashable, Sendable, Codable {
    /// The day in India.
    public let day: CalendarDay
    /// Cash before the day's first fill.
    public let openingCash: Money
    /// The day's fills, oldest first.
    public let fills: [Fill]
    /// What was paid for bought units, without charges.
    public let bought: Money
    /// What sold units brought, without charges.
    public let sold: Money
    /// The day's charges by kind.
    public let charges: Charges
    /// Profit of what was sold on the day, before charges.
    public let realised: Money
    /// What is held at the end of the day.
    public let holdings: [Holding]
    /// Cash after the day's last fill.
    public let closingCash: Money
    /// One line a strategy, by name.
    public let strategies: [StrategyLine]
    /// What does not add up; empty when everything does.
    public let discrepancies: [String]

    /// Units that are held over the end of the day.
    public struct Holding: Hashable, Sendable, Codable {
        /// The position.
        public let position: PositionID
        /// The contract's symbol.
        public let symbol: String
        /// Units held.
        public let quantity: Quantity
        /// What they cost, without charges.
        public let cost: Money
        /// What one is worth by the last mark of the day; `nil` when none is known.
        public let mark: Price?

        /// What they would bring more than they cost; `nil` without a mark.
        public var unrealised: Money? { mark.map { $0 * quantity - cost } }
    }

    /// What one strategy's trades came to on the day.
    public struct StrategyLine: Hashable, Sendable, Codable {
        /// The strategy.
        public let strategy: String
        /// Positions that a fill of the day has changed and that were closed at its end.
        public var tradesClosed = 0
        /// Those of them that made money after charges, from their first fill to their last.
        public var wins = 0
        /// Profit of what was sold on the day, before charges.
        public var realised = Money.zero
        /// Charges of the day's fills.
        public var charges = Money.zero

        /// What they made on the day after charges.
        public var net: Money { realised - charges }
    }

    /// Profit of what is held, where a mark is known; `nil` when one is missing.
    public var unrealised: Money? {
        let known = holdings.compactMap(\.unrealised)
        return known.count == holdings.count ? known.reduce(.zero, +) : nil
    }

    /// What the day's sales made after the day's charges.
    public var net: Money { realised - charges.total }

    /// Positions closed on the day.
    public var tradesClosed: Int { strategies.reduce(0) { $0 + $1.tradesClosed } }

    /// Those of them that made money after charges.
    public var wins: Int { strategies.reduce(0) { $0 + $1.wins } }

    /// Computes a statement.
    ///
    /// - Parameters:
    ///   - day: The day in India.
    ///   - capital: What the account began with.
    ///   - fills: Every fill there ever was, oldest first.
    ///   - positions: Every position there ever was, as it is now.
    ///   - table: The charges by date.
    /// - Complexity: O(n) in the fills and positions.
    public init(
        day: CalendarDay, capital: Money, fills: [Fill], positions: [Position], table: ChargeTable
    ) {
        var sums = Sums(positions, table, capital)
        for fill in fills where fill.occurredAt.indiaDay <= day {
            sums.add(fill, isToday: fill.occurredAt.indiaDay == day)
        }
        self.day = day
        self.fills = sums.fills
        openingCash = sums.openingCash
        closingCash = sums.cash
        bought = sums.bought
        sold = sums.sold
        charges = sums.charges
        realised = sums.strategies.values.reduce(.zero) { $0 + $1.realised }
        strategies = sums.strategyLines()
        holdings = sums.holdings(on: day)
        discrepancies = sums.discrepancies + sums.differences(from: positions, on: day)
    }
}

/// The sums of the fills while they are gone through.
private struct Sums {
    let table: ChargeTable
    var fills: [Fill] = []
    var openingCash: Money
    var cash: Money
    var bought = Money.zero
    var sold = Money.zero
    var charges = Charges.none
    private(set) var strategies: [String: DayStatement.StrategyLine] = [:]
    var discrepancies: [String] = []

    /// The positions as the fills make them.
    private var replayed: [PositionID: Position]
    private let present: [PositionID: Position]
    private var movedToday: Set<PositionID> = []
    private var brokerageOf: [OrderID: Int] = [:]

    init(_ positions: [Position], _ table: ChargeTable, _ capital: Money) {
        self.table = table
        openingCash = capital
        cash = capital
        present = Dictionary(positions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        replayed = present.mapValues(\.unfilled)
    }

    mutating func add(_ fill: Fill, isToday: Bool) {
        cash += fill.cashEffect
        if !isToday { openingCash = cash }
        guard let before = replayed[fill.positionID] else {
            discrepancies.append(
                "fill \(fill.id) is of position \(fill.positionID), which the ledger does not hold")
            return
        }
        let after = before.applying(fill)
        replayed[fill.positionID] = after
        let kinds = kinds(of: fill)
        guard isToday else { return }
        fills.append(fill)
        charges += kinds
        if fill.side == .buy { bought += fill.price * fill.quantity }
        if fill.side == .sell { sold += fill.price * fill.quantity }
        var line =
            strategies[after.strategy] ?? DayStatement.StrategyLine(strategy: after.strategy)
        line.realised += after.realised - before.realised
        line.charges += fill.charges
        strategies[after.strategy] = line
        movedToday.insert(after.id)
    }

    /// The strategies' lines with the day's trades counted: one position is one trade, also when a late fill has
    /// called it back and it was closed again.
    func strategyLines() -> [DayStatement.StrategyLine] {
        var lines = strategies
        for position in movedToday.compactMap({ replayed[$0] }) where position.status == .closed {
            lines[position.strategy]?.tradesClosed += 1
            if position.realised > position.charges { lines[position.strategy]?.wins += 1 }
        }
        return lines.values.sorted { $0.strategy < $1.strategy }
    }

    /// The fill's charges by kind: with the order's brokerage or without, whichever the ledger's sum is.
    private mutating func kinds(of fill: Fill) -> Charges {
        func computed(_ isFirst: Bool) -> Charges {
            table.charges(
                fill.side, price: fill.price, quantity: fill.quantity, isFirstOfOrder: isFirst,
                on: fill.occurredAt.indiaDay)
        }
        let (first, later) = (computed(true), computed(false))
        if fill.charges == first.total, brokerageOf[fill.orderID, default: 0] == 0 {
            brokerageOf[fill.orderID] = 1
            return first
        }
        if fill.charges != later.total {
            discrepancies.append(
                "fill \(fill.id) has charges of \(IndianFormat.rupees(fill.charges)), by the table "
                    + "they are \(IndianFormat.rupees(later.total)) or, as the first of its order, "
                    + IndianFormat.rupees(first.total))
        }
        return later
    }

    func holdings(on day: CalendarDay) -> [DayStatement.Holding] {
        replayed.values.filter { $0.remainingQuantity > .zero }.sorted { $0.id < $1.id }.map {
            position in
            let now = present[position.id]
            let isOfDay = now?.markedAt.map { $0.indiaDay == day } ?? false
            return DayStatement.Holding(
                position: position.id, symbol: position.contract.tradingSymbol,
                quantity: position.remainingQuantity,
                cost: position.boughtValue - (position.soldValue - position.realised),
                mark: isOfDay ? now?.mark : nil)
        }
    }

    /// What the fills say otherwise than the positions, and than the sums of this very statement.
    func differences(from positions: [Position], on day: CalendarDay) -> [String] {
        var found: [String] = []
        let effect = sold - bought - charges.total
        if openingCash + effect != cash {
            found.append(
                "opening cash and the day's fills make \(IndianFormat.rupees(openingCash + effect)), "
                    + "closing cash is \(IndianFormat.rupees(cash))")
        }
        for position in positions.sorted(by: { $0.id < $1.id }) {
            guard let sums = replayed[position.id], position.lastChange(isAtMost: day),
                sums.boughtQuantity != position.boughtQuantity
                    || sums.soldQuantity != position.soldQuantity
                    || sums.boughtValue != position.boughtValue
                    || sums.soldValue != position.soldValue || sums.charges != position.charges
            else { continue }
            found.append("position \(position.id) is not the sum of its fills")
        }
        return found
    }
}

extension Position {
    /// Whether it was closed by the end of a day, so that no later fill can have changed it.
    fileprivate func lastChange(isAtMost day: CalendarDay) -> Bool {
        closedAt.map { $0.indiaDay <= day } ?? false
    }
}

extension Charges {
    /// No charges at all.
    fileprivate static let none = Charges(
        brokerage: .zero, transactionTax: .zero, exchangeFee: .zero, regulatorFee: .zero,
        stampDuty: .zero, servicesTax: .zero)

    fileprivate static func += (sum: inout Charges, charges: Charges) {
        sum.brokerage += charges.brokerage
        sum.transactionTax += charges.transactionTax
        sum.exchangeFee += charges.exchangeFee
        sum.regulatorFee += charges.regulatorFee
        sum.stampDuty += charges.stampDuty
        sum.servicesTax += charges.servicesTax
    }
}
