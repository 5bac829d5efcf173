/// What the account must know to size an entry and to set its cash aside.
public struct EntryRequest: Hashable, Sendable {
    /// The signal.
    public var signalID: String
    /// The contract to buy.
    public var contract: OptionContract
    /// What a buyer pays for one unit now.
    public var premium: Price
    /// The mode it is traded under.
    public var mode: RiskMode
    /// The trading day, for the charges that hold on it.
    public var day: CalendarDay

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - signalID: The signal.
    ///   - contract: The contract to buy.
    ///   - premium: What a buyer pays for one unit now.
    ///   - mode: The mode it is traded under.
    ///   - day: The trading day in India.
    public init(
        signalID: String, contract: OptionContract, premium: Price, mode: RiskMode,
        day: CalendarDay
    ) {
        self.signalID = signalID
        self.contract = contract
        self.premium = premium
        self.mode = mode
        self.day = day
    }
}
