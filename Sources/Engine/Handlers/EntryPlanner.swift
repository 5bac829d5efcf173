public import Trading

/// Decides, without changing anything, which contract a signal would buy and why, or why none.
///
/// The executor, the dry run of the cockpit's form and `alphastocks explain` all ask this one place.
public struct EntryPlanner: Sendable {
    private let rules: DeskRules
    private let view: any MarketView
    private let clock: any DeskClock

    /// Makes a planner.
    ///
    /// - Parameters:
    ///   - rules: The desk's rules.
    ///   - view: The market.
    ///   - clock: The desk's time.
    public init(rules: DeskRules, view: any MarketView, clock: any DeskClock) {
        self.rules = rules
        self.view = view
        self.clock = clock
    }

    /// Checks a signal by itself: its fields, its age, the session.
    ///
    /// - Parameter signal: The signal as it came.
    /// - Returns: The signal with its symbol normalised and its prices in paise, or why it is refused.
    public func validate(_ signal: Signal) -> Result<ValidSignal, Denial> {
        let now = clock.now
        return SignalValidator.validate(
            signal, rules: rules, knows: view.knows, isSessionOpen: rules.calendar.isOpen(at: now),
            now: now)
    }

    /// Chooses the contract for a valid signal.
    ///
    /// - Parameter valid: A signal that passed `validate`.
    /// - Returns: The contract and its quote with the reasons for the choice, or why there is none.
    /// - Complexity: O(n) in the contracts of the underlying's chain.
    public func plan(_ valid: ValidSignal) -> Result<EntryPlan, Denial> {
        let now = clock.now
        guard let spot = view.spot(of: valid.symbol) else {
            return .failure(
                Denial(
                    .noQuote, "no price of \(valid.symbol) was heard yet; wait for its first tick"))
        }
        let age = now.seconds(since: spot.occurredAt)
        guard age <= rules.limits.staleQuoteSeconds else {
            return .failure(
                Denial(
                    .staleQuote,
                    "the last price of \(valid.symbol) is \(Int(age)) s old; at most "
                        + "\(Int(rules.limits.staleQuoteSeconds)) s are allowed"))
        }
        let choice = StrikeSelector.choose(
            for: valid, spot: spot.last, chain: view.chain(of: valid.symbol, on: now.indiaDay),
            quote: view.quote, rules: rules, now: now)
        guard let winner = choice.winner else {
            return .failure(choice.denial ?? Denial(.noStrike, "no contract passed the filters"))
        }
        guard let quote = view.quote(of: winner.contract) else {
            return .failure(
                Denial(.noQuote, "no quote of \(winner.contract.tradingSymbol) is known"))
        }
        return .success(
            EntryPlan(
                signal: valid, spot: spot.last, choice: choice, contract: winner.contract,
                ask: quote.ask ?? quote.last))
    }
}

/// A signal with the contract that it would buy.
public struct EntryPlan: Sendable {
    /// The valid signal.
    public let signal: ValidSignal
    /// The underlying's price at the time.
    public let spot: Price
    /// How the contract was chosen.
    public let choice: StrikeChoice
    /// The contract.
    public let contract: OptionContract
    /// What one unit costs now.
    public let ask: Price
}
