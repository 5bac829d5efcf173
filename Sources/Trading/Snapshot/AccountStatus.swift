/// Cash, profit and the day so far; all in paise.
public struct AccountStatus: Hashable, Sendable, Codable {
    /// What the account began with.
    public var capital: Money
    /// Cash, reservations not taken off.
    public var cash: Money
    /// Cash set aside for entries on their way.
    public var reserved: Money
    /// Profit of what was sold today, before charges.
    public var dayRealised: Money
    /// Charges of today's fills.
    public var dayCharges: Money
    /// Profit of what is held, at the last marks.
    public var unrealised: Money
    /// The day's net profit from its beginning, oldest first, at most 300 samples.
    public var dayHistory: [ProfitSample]
    /// Positions closed today.
    public var tradesClosed: Int
    /// Those of them that made money.
    public var wins: Int
    /// The deepest fall of the day's profit from its peak, as a positive amount.
    public var maxDrawdown: Money
    /// Whether cash equals the capital plus the sum of all fills.
    public var isBalanced: Bool

    /// The day's net profit: realised and unrealised, less charges.
    public var dayNet: Money { dayRealised + unrealised - dayCharges }

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - capital: What the account began with.
    ///   - cash: Cash, reservations not taken off.
    ///   - reserved: Cash set aside for entries on their way.
    ///   - dayRealised: Profit of what was sold today, before charges.
    ///   - dayCharges: Charges of today's fills.
    ///   - unrealised: Profit of what is held, at the last marks.
    ///   - dayHistory: The day's net profit from its beginning, oldest first, at most 300 samples.
    ///   - tradesClosed: Positions closed today.
    ///   - wins: Those of them that made money.
    ///   - maxDrawdown: The deepest fall of the day's profit from its peak, as a positive amount.
    ///   - isBalanced: Whether cash equals the capital plus the sum of all fills.
    public init(
        capital: Money,
        cash: Money,
        reserved: Money = Money.zero,
        dayRealised: Money = Money.zero,
        dayCharges: Money = Money.zero,
        unrealised: Money = Money.zero,
        dayHistory: [ProfitSample] = [],
        tradesClosed: Int = 0,
        wins: Int = 0,
        maxDrawdown: Money = Money.zero,
        isBalanced: Bool = true
    ) {
        self.capital = capital
        self.cash = cash
        self.reserved = reserved
        self.dayRealised = dayRealised
        self.dayCharges = dayCharges
        self.unrealised = unrealised
        self.dayHistory = dayHistory
        self.tradesClosed = tradesClosed
        self.wins = wins
        self.maxDrawdown = maxDrawdown
        self.isBalanced = isBalanced
    }
}
