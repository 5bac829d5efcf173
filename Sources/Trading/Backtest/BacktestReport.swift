/// What a run of the desk came to, summed in the ways that a trader asks for.
///
/// It is made of the desk's own positions and refusals and adds nothing to them, so every sum agrees with the
/// account to the paisa: the groups of each kind add up to the total, and `cash` is the account's.
public struct BacktestReport: Hashable, Sendable {
    /// Positions that were still held at the end; no trades yet.
    public struct Held: Hashable, Sendable {
        /// How many.
        public let positions: Int
        /// What their fills did to the cash, charges included; less than zero while they are held.
        public let cashEffect: Money
        /// Their profit at the last marks, sold units included, before charges; `nil` when a mark is unknown.
        public let profit: Money?
    }

    /// How often the desk refused for one reason.
    public struct Refusal: Hashable, Sendable {
        /// The reason.
        public let code: DenialCode
        /// How often.
        public let count: Int
    }

    /// What the account began with.
    public let capital: Money
    /// Signals that reached the desk.
    public let signals: Int
    /// The trades in the order in which they were closed.
    public let trades: [Position]
    /// How all trades did.
    public let total: TradeStatistics
    /// What the account was worth all along, what it held included at its marks.
    public let equity: EquityCurve
    /// Positions that were still held at the end.
    public let held: Held
    /// Refusals, the most frequent first.
    public let refusals: [Refusal]

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - capital: What the account began with.
    ///   - signals: Signals that reached the desk.
    ///   - positions: Every position in any order; one that was never filled is no trade.
    ///   - refusals: How often the desk refused, by reason.
    ///   - equity: What the account was worth during the run.
    public init(
        capital: Money, signals: Int, positions: some Sequence<Position>,
        refusals: [DenialCode: Int], equity: EquityCurve
    ) {
        self.capital = capital
        self.signals = signals
        let filled = positions.filter { $0.boughtQuantity > .zero }
        trades = filled.filter { $0.status == .closed }.sorted {
            ($0.closedAt ?? .distantPast, $0.openedAt, $0.id)
                < ($1.closedAt ?? .distantPast, $1.openedAt, $1.id)
        }
        total = TradeStatistics(of: trades)
        self.equity = equity
        let open = filled.filter { $0.status != .closed }
        held = Held(
            positions: open.count,
            cashEffect: open.reduce(.zero) { $0 + $1.soldValue - $1.boughtValue - $1.charges },
            profit: open.reduce(Money.zero as Money?) { sum, position in
                guard let sum, let unrealised = position.unrealised else { return nil }
                return sum + position.realised + unrealised
            })
        self.refusals = refusals.filter { $0.value > 0 }
            .map { Refusal(code: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.code.rawValue) < ($0.count, $1.code.rawValue) }
    }

    /// What the account's cash must be.
    public var cash: Money { capital + total.net + held.cashEffect }

    /// The trades, grouped.
    ///
    /// - Parameter grouping: What they are grouped by.
    /// - Returns: The groups by name; each trade is in exactly one.
    public func groups(by grouping: BacktestGrouping) -> [TradeGroup] {
        TradeGroup.groups(of: trades, by: grouping.name(of:))
    }
}
