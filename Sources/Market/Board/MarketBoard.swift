import Synchronization
public import Trading

/// The market as the desk reads it: the newest quotes of underlyings, and option quotes and chains
/// derived from them.
///
/// Whoever drives the feed gives each happening to `apply` and publishes what comes back. Any
/// thread may read; a read holds the lock for a look-up only.
public final class MarketBoard: MarketView {
    private struct Watch {
        var contract: OptionContract
        var holders: Int
    }

    private struct Chain {
        var day: CalendarDay
        var reference: Price
        var contracts: [OptionContract]
    }

    private struct State {
        var spots: [String: Quote] = [:]
        /// The last quote of each underlying's session before this one, by which contracts that ended then are settled.
        var closes: [String: Quote] = [:]
        /// The first price of each underlying's newest day.
        var references: [String: (day: CalendarDay, price: Price)] = [:]
        /// Quotes of contracts that the feed itself has quoted in this session.
        var contractQuotes: [InstrumentID: Quote] = [:]
        var watches: [String: [InstrumentID: Watch]] = [:]
        /// What was still alive of each underlying's list on the day that was asked about last.
        var listed: [String: (day: CalendarDay, contracts: [OptionContract])] = [:]
        /// The newest generated chain of each underlying.
        var generated: [String: Chain] = [:]

        /// Begins a session: yesterday's prices are nobody's any more.
        mutating func open() {
            closes.merge(spots) { $1 }
            spots = [:]
            contractQuotes = [:]
        }

        /// The quote of the underlying that a contract's price comes from.
        func spot(of contract: OptionContract) -> Quote? {
            guard let spot = spots[contract.underlying] else { return nil }
            guard spot.occurredAt.indiaDay > contract.expiry else { return spot }
            let close = closes[contract.underlying]
            return close?.occurredAt.indiaDay == contract.expiry ? close : nil
        }
    }

    private let book: InstrumentBook
    private let listedOn: CalendarDay?
    private let policy: ChainPolicy
    private let generator: ChainGenerator
    private let facts: [String: UnderlyingFacts]
    private let state = Mutex(State())

    /// All underlyings with options, in alphabetical order.
    public let underlyings: [String]

    /// Makes a board.
    ///
    /// - Parameters:
    ///   - instruments: The exchange's list; `nil` when none is loaded.
    ///   - policy: Which contracts can be traded.
    ///   - calendar: Says on which days contracts can expire.
    ///   - underlyings: What is known of underlyings beside the list: volatilities, and everything
    ///     for those not listed.
    public init(
        instruments: InstrumentLoad? = nil, policy: ChainPolicy = .auto, calendar: SessionCalendar,
        underlyings: [UnderlyingFacts] = UnderlyingFacts.simulated
    ) {
        book = InstrumentBook(instruments?.instruments ?? [])
        listedOn = instruments?.listedOn
        self.policy = policy
        generator = ChainGenerator(calendar: calendar)
        var facts: [String: UnderlyingFacts] = [:]
        if policy != .file {
            for underlying in underlyings { facts[underlying.name] = underlying }
        }
        for listed in book.names.compactMap(book.underlying) {
            let simulated = underlyings.first { $0.name == listed.name }
            facts[listed.name] = UnderlyingFacts(listed, volatility: simulated?.volatility)
        }
        self.facts = facts
        self.underlyings = facts.keys.sorted()
    }

    /// The newest quote of an underlying.
    ///
    /// - Parameter name: The underlying's name.
    /// - Returns: `nil` when nothing was heard of it.
    public func spot(of name: String) -> Quote? {
        state.withLock { $0.spots[name] }
    }

    /// The newest quote of a contract, derived from its underlying unless the feed quotes it.
    ///
    /// What the feed has quoted once is not derived any more until the next session, however old it grows: a
    /// position must not jump between a recorder's prices and a model's.
    ///
    /// A contract that has ended is worth what its underlying's last price on that day made it worth, and nothing else.
    ///
    /// - Parameter contract: The contract.
    /// - Returns: `nil` when nothing was heard of its underlying in this session; of a contract that has ended, when its
    ///   last session was not heard to the end.
    public func quote(of contract: OptionContract) -> Quote? {
        let (own, spot, reference) = state.withLock { state in
            (
                state.contractQuotes[contract.id],
                state.spot(of: contract), state.references[contract.underlying]?.price
            )
        }
        if let own { return Self.withVolatility(own, of: contract, spot: spot) }
        guard let spot, let reference else { return nil }
        return derivedQuote(of: contract, spot: spot, reference: reference)
    }

    /// What a symbol in a file of ticks stands for, when it is an option that can be traded on the day.
    ///
    /// - Parameters:
    ///   - symbol: The exchange's symbol of a contract.
    ///   - day: The day of the tick, which decides between the listed contract and a generated one.
    /// - Returns: The contract's id and underlying; `nil` when there is no such contract.
    public func option(named symbol: String, on day: CalendarDay) -> OptionTickTarget? {
        if let listed = book.instrument(named: symbol), listed.kind.right != nil,
            (listed.expiry ?? day) >= day, isFromList(listed.name, on: day)
        {
            return OptionTickTarget(id: listed.id, underlying: listed.name)
        }
        guard policy != .file,
            OptionRight.allCases.contains(where: { symbol.hasSuffix($0.rawValue) })
        else { return nil }
        // The id of a generated contract comes from its symbol; all that is read off it is whose it is.
        let name = underlyings.filter { name in
            symbol.hasPrefix(name) && symbol.dropFirst(name.count).first?.isNumber == true
        }.max { $0.count < $1.count }
        // Where the list holds, what is not in it is a slip of the pen and no contract.
        return name.flatMap {
            isFromList($0, on: day) ? nil : OptionTickTarget(id: .generated(symbol), underlying: $0)
        }
    }

    /// Whether an underlying's contracts of a day are those of the list.
    private func isFromList(_ name: String, on day: CalendarDay) -> Bool {
        switch policy {
        case .generated: false
        case .file: isListed(on: day)
        case .auto: isListed(on: day) && covers(day, book.chain(of: name, on: day))
        }
    }

    /// The contracts of an underlying that can be traded on a day.
    ///
    /// - Parameters:
    ///   - name: The underlying's name.
    ///   - day: The trading day.
    /// - Returns: All of them, ordered by expiry, strike and right; empty when there are none, or
    ///   when they would have to be generated and no price of the underlying is known.
    public func chain(of name: String, on day: CalendarDay) -> [OptionContract] {
        let listed = policy != .generated && isListed(on: day) ? listedChain(of: name, on: day) : []
        return switch policy {
        case .file: listed
        case .generated: generatedChain(of: name, on: day)
        case .auto: covers(day, listed) ? listed : generatedChain(of: name, on: day)
        }
    }

    /// Whether signals on a name can be traded at all.
    ///
    /// - Parameter name: The underlying's name.
    /// - Returns: `true` when there are options on it, listed or generated.
    public func knows(_ name: String) -> Bool { facts[name] != nil }

    /// Asks for ticks of a contract; each call needs its `unwatch`.
    ///
    /// - Parameter contract: The contract.
    public func watch(_ contract: OptionContract) {
        state.withLock { state in
            var watch =
                state.watches[contract.underlying]?[contract.id]
                ?? Watch(contract: contract, holders: 0)
            watch.holders += 1
            state.watches[contract.underlying, default: [:]][contract.id] = watch
        }
    }

    /// Takes back one `watch`; the ticks end with the last one.
    ///
    /// - Parameter contract: The contract.
    public func unwatch(_ contract: OptionContract) {
        state.withLock { state in
            guard var watch = state.watches[contract.underlying]?[contract.id] else { return }
            watch.holders -= 1
            state.watches[contract.underlying]?[contract.id] = watch.holders > 0 ? watch : nil
        }
    }

    /// Takes over what a feed reports.
    ///
    /// - Parameter happening: What happened.
    /// - Returns: What is to be published: the happening, and after a tick of an underlying a tick
    ///   of each watched contract on it, in the order of their ids.
    public func apply(_ happening: MarketHappening) -> [MarketHappening] {
        if case .sessionOpened = happening { state.withLock { $0.open() } }
        guard case .tick(let quote) = happening else { return [happening] }
        guard quote.instrument == .underlying(quote.underlying) else {
            state.withLock { $0.contractQuotes[quote.instrument] = quote }
            return [happening]
        }
        let (watched, reference) = state.withLock { state in
            let day = quote.occurredAt.indiaDay
            let known = state.references[quote.underlying].flatMap {
                $0.day == day ? $0.price : nil
            }
            let reference = known ?? quote.last
            state.references[quote.underlying] = (day, reference)
            state.spots[quote.underlying] = quote
            let watches = state.watches[quote.underlying]?.values.map(\.contract) ?? []
            let living = watches.filter {
                $0.expiry >= day && state.contractQuotes[$0.id] == nil
            }
            return (living, reference)
        }
        let derived = watched.sorted { $0.id < $1.id }.compactMap { contract in
            derivedQuote(of: contract, spot: quote, reference: reference)
        }
        return [happening] + derived.map { .tick($0) }
    }

    /// How far apart two quotes may be that belong to one moment of the market.
    private static let momentSeconds = 5.0

    /// A recorded quote knows no volatility; the one that gives its last price is its own, as long as the
    /// underlying's price is of the same moment.
    private static func withVolatility(
        _ quote: Quote, of contract: OptionContract, spot: Quote?
    ) -> Quote {
        guard quote.impliedVolatility == nil, let spot, spot.last > .zero,
            abs(spot.occurredAt.seconds(since: quote.occurredAt)) <= momentSeconds
        else { return quote }
        var quote = quote
        quote.impliedVolatility = BlackScholes(contract, spot: spot.last, at: quote.occurredAt)
            .impliedVolatility(ofPrice: quote.last.rupees)
        return quote
    }

    private func derivedQuote(
        of contract: OptionContract, spot: Quote, reference: Price
    ) -> Quote? {
        guard let facts = facts[contract.underlying], spot.last > .zero, reference > .zero else {
            return nil
        }
        return OptionModel(contract, spot: spot, reference: reference, facts: facts).quote
    }

    /// Whether the list was handed out by a day; a list without a day counts as always valid.
    private func isListed(on day: CalendarDay) -> Bool { listedOn.map { $0 <= day } ?? true }

    /// Whether a list still holds what the exchange offers on a day: with nothing that ends within
    /// 45 days, which is more than the distance of two monthly expiries, it is too old.
    private func covers(_ day: CalendarDay, _ listed: [OptionContract]) -> Bool {
        listed.first.map { $0.expiry <= day.advanced(byDays: 45) } ?? false
    }

    private func listedChain(of name: String, on day: CalendarDay) -> [OptionContract] {
        if let known = state.withLock({ $0.listed[name] }), known.day == day {
            return known.contracts
        }
        let contracts = book.chain(of: name, on: day)
        state.withLock { $0.listed[name] = (day, contracts) }
        return contracts
    }

    /// Strikes are laid around the day's first price, and anew when the spot has moved by half of
    /// their reach.
    private func generatedChain(of name: String, on day: CalendarDay) -> [OptionContract] {
        guard let facts = facts[name] else { return [] }
        let (known, spot, first) = state.withLock { state in
            (state.generated[name], state.spots[name]?.last, state.references[name])
        }
        guard let spot else { return [] }
        if let known, known.day == day {
            let moved = abs(Double(spot.paise - known.reference.paise))
            let isCentred = moved < Double(known.reference.paise) * ChainGenerator.reach / 2
            if isCentred { return known.contracts }
        }
        let isFresh = known?.day != day
        let reference = isFresh && first?.day == day ? first?.price ?? spot : spot
        let contracts = generator.chain(of: facts, around: reference, on: day)
        let chain = Chain(day: day, reference: reference, contracts: contracts)
        state.withLock { $0.generated[name] = chain }
        return contracts
    }
}

extension UnderlyingFacts {
    /// The facts of a listed underlying; 25 % volatility, a usual share's, where nothing better is
    /// known.
    fileprivate init(_ listed: InstrumentBook.Underlying, volatility: Double?) {
        self.init(
            name: listed.name, kind: .equity, lotUnits: listed.lotUnits,
            strikeGap: listed.strikeGap, optionTick: listed.tick, spotLevel: .zero,
            volatility: volatility ?? 0.25, beta: 1)
    }
}
