/// The instruments of a list, ordered for the questions that a desk asks.
///
/// Immutable once built, so it is shared freely.
public struct InstrumentBook: Sendable {
    /// What is known of one underlying with options.
    public struct Underlying: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Units in one lot of its nearest contracts.
        public var lotUnits: Int
        /// The price step of its nearest contracts.
        public var tick: Price
        /// The usual distance between its strikes.
        public var strikeGap: Price
        /// The first and the last day of expiry.
        public var expiries: ClosedRange<CalendarDay>
    }

    /// Every name with options, in alphabetical order.
    public let names: [String]
    /// How many instruments there are.
    public var count: Int { byID.count }

    private let byID: [InstrumentID: Instrument]
    private let bySymbol: [(symbol: String, id: InstrumentID)]
    private let chains: [String: [OptionContract]]
    private let facts: [String: Underlying]

    /// Builds a book.
    ///
    /// - Parameter instruments: The list; of two lines with one token the first counts.
    /// - Complexity: O(n log n).
    public init(_ instruments: some Collection<Instrument>) {
        var byID: [InstrumentID: Instrument] = [:]
        byID.reserveCapacity(instruments.count)
        var bySymbol: [(symbol: String, id: InstrumentID)] = []
        bySymbol.reserveCapacity(instruments.count)
        var chains: [String: [OptionContract]] = [:]
        for instrument in instruments where byID[instrument.id] == nil {
            byID[instrument.id] = instrument
            bySymbol.append((instrument.tradingSymbol, instrument.id))
            if let contract = OptionContract(instrument) {
                chains[contract.underlying, default: []].append(contract)
            }
        }
        bySymbol.sort { ($0.symbol, $0.id) < ($1.symbol, $1.id) }
        self.byID = byID
        self.bySymbol = bySymbol
        self.chains = chains.mapValues { $0.sorted(by: Self.isEarlier) }
        facts = self.chains.compactMapValues(Self.facts)
        names = facts.keys.sorted()
    }

    /// The instrument of a token.
    ///
    /// - Parameter id: The token.
    /// - Returns: `nil` when the list does not hold it.
    /// - Complexity: O(1).
    public func instrument(_ id: InstrumentID) -> Instrument? { byID[id] }

    /// The instrument of a symbol.
    ///
    /// - Parameter symbol: The exchange's symbol.
    /// - Returns: `nil` when the list does not hold it.
    /// - Complexity: O(log n).
    public func instrument(named symbol: String) -> Instrument? {
        let start = bySymbol.partitionPoint { $0.symbol < symbol }
        guard start < bySymbol.endIndex, bySymbol[start].symbol == symbol else { return nil }
        return byID[bySymbol[start].id]
    }

    /// What is known of an underlying.
    ///
    /// - Parameter name: Its name.
    /// - Returns: `nil` when the list holds no options on it.
    /// - Complexity: O(1).
    public func underlying(_ name: String) -> Underlying? { facts[name] }

    /// The contracts of an underlying that are alive on a day.
    ///
    /// - Parameters:
    ///   - name: The underlying's name.
    ///   - day: The day; contracts that have expired before it are left out.
    /// - Returns: The contracts, ordered by expiry, strike and right.
    /// - Complexity: O(log n) for the search, O(k) for the result.
    public func chain(of name: String, on day: CalendarDay) -> [OptionContract] {
        guard let chain = chains[name] else { return [] }
        let start = chain.partitionPoint { $0.expiry < day }
        return start == 0 ? chain : Array(chain[start...])
    }

    private static func isEarlier(_ left: OptionContract, _ right: OptionContract) -> Bool {
        (left.expiry, left.strike, left.right.rawValue, left.id)
            < (right.expiry, right.strike, right.right.rawValue, right.id)
    }

    private static func facts(_ chain: [OptionContract]) -> Underlying? {
        guard let first = chain.first, let last = chain.last else { return nil }
        return Underlying(
            name: first.underlying, lotUnits: first.lotUnits, tick: first.tick,
            strikeGap: StrikeGap.modal(of: chain.lazy.map(\.strike)) ?? first.strike,
            expiries: first.expiry...last.expiry)
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index whose element does not precede a point, in a collection ordered by it.
    fileprivate func partitionPoint(_ precedes: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if precedes(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
