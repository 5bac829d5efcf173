/// Which contract was chosen for a signal, and why.
public struct StrikeChoice: Hashable, Sendable, Codable {
    /// The mode whose wishes and filters were applied.
    public var mode: RiskModeName
    /// The underlying's name.
    public var underlying: String
    /// Call or put.
    public var right: OptionRight
    /// The underlying's price when it was chosen.
    public var spot: Price
    /// Where the mode wanted its strike.
    public var offset: StrikeOffset
    /// The strike that was wanted.
    public var targetStrike: Price
    /// The best candidate; `nil` when none was left.
    public var winner: StrikeScore?
    /// The next best, best first, at most 4.
    public var runnersUp: [StrikeScore]
    /// Contracts in the chain of the underlying.
    public var consideredCount: Int
    /// Contracts that each filter took out, in the order in which the filters were applied.
    public var removed: [StrikeRemoval]

    /// Why there is no contract; `nil` when there is one.
    public var denial: Denial? {
        guard winner == nil else { return nil }
        let removals =
            removed.filter { $0.count > 0 }.map { "\($0.filter.rawValue) \($0.count)" }
            .joined(separator: ", ")
        return Denial(
            .noStrike,
            "none of \(consideredCount) \(underlying) contracts fits a \(right.rawValue) near "
                + "\(IndianFormat.rupees(targetStrike)), spot \(IndianFormat.rupees(spot))"
                + (removals.isEmpty ? "; the chain is empty" : "; removed by \(removals)"))
    }
}

/// A candidate with the four terms of its score.
public struct StrikeScore: Hashable, Sendable, Codable, Identifiable {
    /// The contract.
    public var contract: OptionContract
    /// Its delta, negative for a put.
    public var delta: Double
    /// Calendar days to its expiry.
    public var daysToExpiry: Int
    /// What a buyer pays; `nil` where no quote is known.
    public var premium: Price?
    /// Nearness to the wanted strike, 0…40.
    public var nearness: Double
    /// Answer to the underlying, 0…30.
    public var response: Double
    /// Nearness of the expiry to a week, 0…20.
    public var timing: Double
    /// A strike on the chain's usual grid, 0 or 10.
    public var grid: Double

    /// The contract's token.
    public var id: InstrumentID { contract.id }

    /// The sum of the four terms, 0…100.
    public var total: Double { nearness + response + timing + grid }
}

/// How many contracts a filter took out.
public struct StrikeRemoval: Hashable, Sendable, Codable {
    /// The filter.
    public var filter: StrikeFilter
    /// Contracts that it took out.
    public var count: Int
}

/// The filters of the strike selection, in the order in which they are applied.
public enum StrikeFilter: String, Sendable, Codable, CaseIterable {
    case right
    case expiry
    case distance
    case staleQuote = "stale quote"
    case openInterest = "open interest"
    case volume
    case premium
    case spread
    case theta
    case delta
}
