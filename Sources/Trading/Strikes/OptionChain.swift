/// The contracts of one underlying, laid out for the questions of a strike selection.
///
/// A chain holds thousands of contracts and changes once a day at most; what does not depend on the price is
/// worked out once.
public struct OptionChain: Sendable {
    /// The contracts of one right that end on one day, ordered by strike.
    struct Ladder: Sendable {
        let right: OptionRight
        let expiry: CalendarDay
        let contracts: [OptionContract]

        /// The contracts whose strikes lie within a range.
        ///
        /// - Parameter strikes: The range, in paise.
        /// - Returns: The contracts, ordered by strike.
        /// - Complexity: O(log n).
        func contracts(within strikes: ClosedRange<Int64>) -> ArraySlice<OptionContract> {
            contracts[
                place { $0 < strikes.lowerBound }..<place { $0 <= strikes.upperBound }]
        }

        private func place(_ precedes: (Int64) -> Bool) -> Int {
            var low = 0
            var high = contracts.count
            while low < high {
                let middle = low + (high - low) / 2
                if precedes(contracts[middle].strike.paise) {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            return low
        }
    }

    /// The underlying's name.
    public let underlying: String
    /// How many contracts there are.
    public let count: Int
    /// The usual distance between strikes; `nil` below two strikes.
    public let strikeGap: Price?
    let ladders: [Ladder]

    /// Lays out a chain.
    ///
    /// - Parameters:
    ///   - underlying: The underlying's name.
    ///   - contracts: Contracts in any order; those of other underlyings are ignored.
    /// - Complexity: O(n log n).
    public init(of underlying: String, _ contracts: [OptionContract]) {
        struct Key: Hashable {
            let right: OptionRight
            let expiry: CalendarDay
        }
        let own = contracts.filter { $0.underlying == underlying }
        self.underlying = underlying
        count = own.count
        strikeGap = StrikeGap.modal(of: own.lazy.map(\.strike))
        ladders = Dictionary(grouping: own) { Key(right: $0.right, expiry: $0.expiry) }
            .map { key, contracts in
                Ladder(
                    right: key.right, expiry: key.expiry,
                    contracts: contracts.sorted { $0.strike < $1.strike })
            }
            .sorted { ($0.expiry, $0.right.rawValue) < ($1.expiry, $1.right.rawValue) }
    }
}
