public import Trading

/// Decides, without changing anything, which contract a signal would buy and why, or why none.
///
/// The executor, the dry run of the cockpit's form and `alphastocks explain` all ask this one place.
public struct EntryPlanner: Sendable {
    private let rules: DeskRules
    private let view: any MarketView
    private let clock: any DeskClock
    private let chains = ChainShelf()

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

    /// Checks a signal by itself: its fields, its age, whether entries are still taken in the session.
    ///
    /// - Parameter signal: The signal as it came.
    /// - Returns: The signal with its symbol normalised and its prices in paise, or why it is refused.
    public func validate(_ signal: Signal) -> Result<ValidSignal, Denial> {
        let now = clock.now
        return SignalValidator.validate(
            signal, rules: rules, knows: view.knows, isSessionOpen: rules.takesEntries(at: now),
            now: now)
    }

    /// Looks for the contract of a valid signal.
    ///
    /// - Parameter valid: A signal that passed `validate`.
    /// - Returns: What was found and why, also when nothing was; a denial when it could not be looked for.
    /// - Complexity: O(k log k) in the contracts within reach of the wanted strike, once the chain is known.
    public func choose(_ valid: ValidSignal) -> Result<StrikeChoice, Denial> {
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
        return .success(
            StrikeSelector.choose(
                for: valid, spot: spot.last,
                chain: chains.chain(
                    of: valid.symbol, view.chain(of: valid.symbol, on: now.indiaDay)),
                quote: view.quote, rules: rules, now: now))
    }

    /// Chooses the contract for a valid signal.
    ///
    /// - Parameter valid: A signal that passed `validate`.
    /// - Returns: The contract and its quote with the reasons for the choice, or why there is none.
    public func plan(_ valid: ValidSignal) -> Result<EntryPlan, Denial> {
        choose(valid).flatMap { plan(valid, by: $0) }
    }

    /// Prices the contract that was found.
    ///
    /// - Parameters:
    ///   - valid: A signal that passed `validate`.
    ///   - choice: What `choose` found for it.
    /// - Returns: The contract and its quote with the reasons for the choice, or why there is none.
    public func plan(_ valid: ValidSignal, by choice: StrikeChoice) -> Result<EntryPlan, Denial> {
        guard let winner = choice.winner else {
            return .failure(choice.denial ?? Denial(.noStrike, "no contract passed the filters"))
        }
        guard let premium = winner.premium else {
            return .failure(
                Denial(.noQuote, "no quote of \(winner.contract.tradingSymbol) is known"))
        }
        return .success(
            EntryPlan(
                signal: valid, spot: choice.spot, choice: choice, contract: winner.contract,
                ask: premium))
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
