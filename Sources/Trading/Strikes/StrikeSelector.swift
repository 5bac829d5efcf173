/// Chooses the contract that a signal is traded with; the option is always bought.
///
/// Candidates have the wanted right, an expiry within the desk's window, and a strike within 5 % of the
/// spot around the wanted one K*. A stale quote tells nothing and takes its contract out; what the fresh ones tell
/// takes out the illiquid, the dear, the cheap, the fast-decaying and the sluggish. The score of the rest, S being the spot:
///
///     40·(1 − min(|K − K*| / (0.05·S), 1)) + 30·min(|delta| / 0.60, 1)
///       + 20·(1 − min(|days − 7| / 7, 1)) + 10 if K lies on the chain's usual grid
///
/// The highest wins; ties go to the strike nearer K*, then the earlier expiry, then the lower strike.
public enum StrikeSelector {
    /// Chooses a contract.
    ///
    /// - Parameters:
    ///   - signal: The signal.
    ///   - spot: The underlying's price, more than zero.
    ///   - chain: The underlying's contracts; those of another underlying are none.
    ///   - quote: The newest quote of a contract; asked only for those that pass the filters without one.
    ///   - rules: The desk's rules.
    ///   - now: The desk's time.
    /// - Returns: The winner with its terms, the runners-up, and what each filter took out.
    /// - Complexity: O(k log k) in the contracts within reach, whatever the size of the chain.
    public static func choose(
        for signal: ValidSignal, spot: Price, chain: OptionChain,
        quote: (OptionContract) -> Quote?, rules: DeskRules, now: Timestamp
    ) -> StrikeChoice {
        let chain = chain.underlying == signal.symbol ? chain : OptionChain(of: signal.symbol, [])
        let search = StrikeSearch(
            right: signal.action.right, spot: spot,
            offset: rules.mode.offset(forMovePercent: signal.expectedMovePercent),
            gap: chain.strikeGap, mode: rules.mode, limits: rules.limits, now: now)
        var counts: [StrikeFilter: Int] = [:]
        var scores: [StrikeScore] = []
        for ladder in chain.ladders {
            switch search.examine(ladder) {
            case .failure(let removal):
                counts[removal.filter, default: 0] += ladder.contracts.count
            case .success(let days):
                let near = ladder.contracts(within: search.reachableStrikes)
                counts[.distance, default: 0] += ladder.contracts.count - near.count
                for contract in near {
                    switch search.examine(contract, days: days, quote: quote(contract)) {
                    case .success(let score): scores.append(score)
                    case .failure(let removal): counts[removal.filter, default: 0] += 1
                    }
                }
            }
        }
        scores.sort(by: search.isBetter)
        return StrikeChoice(
            mode: rules.mode.name, underlying: signal.symbol, right: search.right, spot: spot,
            offset: search.offset,
            targetStrike: search.target, winner: scores.first,
            runnersUp: Array(scores.dropFirst().prefix(4)), consideredCount: chain.count,
            removed: StrikeFilter.allCases.map {
                StrikeRemoval(filter: $0, count: counts[$0] ?? 0)
            })
    }
}

/// One search: what is wanted, and how a single contract fares.
private struct StrikeSearch {
    let right: OptionRight
    let spot: Price
    let offset: StrikeOffset
    let target: Price
    let gap: Price?
    let mode: RiskMode
    let limits: DeskLimits
    let now: Timestamp
    let today: CalendarDay

    struct Removed: Error {
        let filter: StrikeFilter
        init(_ filter: StrikeFilter) { self.filter = filter }
    }

    init(
        right: OptionRight, spot: Price, offset: StrikeOffset, gap: Price?, mode: RiskMode,
        limits: DeskLimits, now: Timestamp
    ) {
        self.right = right
        self.spot = spot
        self.offset = offset
        self.gap = gap
        self.mode = mode
        self.limits = limits
        self.now = now
        target = offset.targetStrike(for: right, spot: spot)
        today = now.indiaDay
    }

    /// The strikes within reach of the wanted one, in paise.
    var reachableStrikes: ClosedRange<Int64> {
        let distance = max(0, Int64(exactly: reach.rounded(.down)) ?? .max)
        let (lowest, isTooLow) = target.paise.subtractingReportingOverflow(distance)
        let (highest, isTooHigh) = target.paise.addingReportingOverflow(distance)
        return (isTooLow ? .min : lowest)...(isTooHigh ? .max : highest)
    }

    private var reach: Double { Double(spot.paise) * limits.maximumStrikeDistancePercent / 100 }

    /// What can be told of contracts without their strikes and quotes.
    ///
    /// - Returns: Calendar days to their expiry, or the filter that takes all of them out.
    func examine(_ ladder: OptionChain.Ladder) -> Result<Int, Removed> {
        guard ladder.right == right else { return .failure(Removed(.right)) }
        let days = ladder.expiry.daysSinceEpoch - today.daysSinceEpoch
        guard days >= limits.minimumDaysToExpiry, days <= limits.maximumDaysToExpiry else {
            return .failure(Removed(.expiry))
        }
        return .success(days)
    }

    func examine(
        _ contract: OptionContract, days: Int, quote: Quote?
    ) -> Result<StrikeScore, Removed> {
        let greeks = BlackScholes(
            contract, spot: spot, at: now, interestRate: limits.interestRate
        ).greeks(volatility: quote?.impliedVolatility ?? limits.defaultVolatility)
        if let quote, let filter = firstBreach(of: quote, greeks) {
            return .failure(Removed(filter))
        }
        let isOnGrid = gap.map { contract.strike.paise % $0.paise == 0 } ?? false
        return .success(
            StrikeScore(
                contract: contract, delta: greeks.delta, daysToExpiry: days,
                premium: quote?.entryPremium,
                nearness: 40 * (1 - min(Double(distance(contract)) / reach, 1)),
                response: 30 * min(abs(greeks.delta) / 0.60, 1),
                timing: 20 * (1 - min(abs(Double(days) - 7) / 7, 1)),
                grid: isOnGrid ? 10 : 0))
    }

    func isBetter(_ left: StrikeScore, than right: StrikeScore) -> Bool {
        if left.total != right.total { return left.total > right.total }
        let distances = (distance(left.contract), distance(right.contract))
        if distances.0 != distances.1 { return distances.0 < distances.1 }
        if left.contract.expiry != right.contract.expiry {
            return left.contract.expiry < right.contract.expiry
        }
        if left.contract.strike != right.contract.strike {
            return left.contract.strike < right.contract.strike
        }
        return left.id < right.id
    }

    /// The first filter that the quote fails; what the quote does not tell cannot fail.
    private func firstBreach(of quote: Quote, _ greeks: Greeks) -> StrikeFilter? {
        guard quote.ageSeconds(at: now) <= limits.staleQuoteSeconds else { return .staleQuote }
        if let units = quote.openInterestUnits, units < limits.minimumOpenInterestUnits {
            return .openInterest
        }
        if let units = quote.dayVolumeUnits, units < limits.minimumVolumeUnits { return .volume }
        let premium = quote.entryPremium
        guard premium >= limits.minimumPremium, premium <= limits.maximumPremium else {
            return .premium
        }
        if let percent = quote.spreadPercent, percent > limits.maximumSpreadPercent {
            return .spread
        }
        guard abs(greeks.thetaPerDay) / premium.rupees * 100 <= mode.maximumThetaPercent else {
            return .theta
        }
        guard abs(greeks.delta) >= mode.minimumDelta else { return .delta }
        return nil
    }

    private func distance(_ contract: OptionContract) -> Int64 {
        abs(contract.strike.paise - target.paise)
    }
}
