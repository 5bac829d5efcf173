import Market
import Testing
import Trading

@Suite struct OptionQuoteTests {
    private static let noon = Timestamp.wednesday(12)

    private let board: MarketBoard
    private let chain: [OptionContract]

    init() {
        board = MarketBoard(calendar: .builtIn)
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_000, at: Self.noon)))
        chain = board.chain(of: "NIFTY", on: .wednesday)
    }

    private func quotes(_ right: OptionRight, expiry: String) -> [(OptionContract, Quote)] {
        chain.filter { $0.right == right && $0.expiry.description == expiry }
            .compactMap { contract in board.quote(of: contract).map { (contract, $0) } }
    }

    @Test func `every quote is on the tick grid and has its bid below its ask`() throws {
        for contract in chain {
            let quote = try #require(board.quote(of: contract))
            let ask = try #require(quote.ask)
            #expect(ask.paise.isMultiple(of: contract.tick.paise))
            #expect(quote.last.paise.isMultiple(of: contract.tick.paise))
            #expect(quote.last >= contract.tick)
            if let bid = quote.bid {
                #expect(bid.paise.isMultiple(of: contract.tick.paise))
                #expect(bid < ask)
                #expect(bid >= contract.tick)
            }
            #expect((quote.askUnits ?? 0) >= contract.lotUnits)
            #expect((quote.bidUnits ?? 1).isMultiple(of: contract.lotUnits))
            #expect(quote.occurredAt == Self.noon)
        }
    }

    @Test func `premiums between ₹10 and ₹300 have spreads that a desk accepts`() throws {
        for contract in chain {
            let quote = try #require(board.quote(of: contract))
            guard quote.last.paise >= 10_00, quote.last.paise <= 300_00 else { continue }
            let spread = try #require(quote.spreadPercent)
            #expect(spread <= 5, "\(contract.tradingSymbol) \(quote)")
        }
    }

    @Test func `calls fall and puts rise with the strike`() {
        for (right, isFalling) in [(OptionRight.call, true), (.put, false)] {
            let quotes = quotes(right, expiry: "2025-10-28")
            for (lower, higher) in zip(quotes, quotes.dropFirst()) {
                let (left, right) = (lower.1.last, higher.1.last)
                #expect(isFalling ? left >= right : left <= right)
            }
        }
    }

    @Test func `the smile is lowest near the money and higher below it than above`() throws {
        let quotes = quotes(.put, expiry: "2025-10-28")
        func volatility(_ strike: Int64) throws -> Double {
            try #require(
                quotes.first { $0.0.strike.paise == strike * 100 }?.1.impliedVolatility)
        }
        let (below, at, above) = (
            try volatility(24_000), try volatility(25_100), try volatility(26_500)
        )
        #expect(below > at)
        #expect(above > at)
        let mirrored = try volatility(26_000)
        #expect(below > mirrored)
    }

    @Test func `the quoted volatility gives the price back`() throws {
        for (contract, quote) in quotes(.call, expiry: "2025-10-28") {
            let model = BlackScholes(contract, spot: Price(paise: 25_000_00), at: Self.noon)
            let price = model.price(volatility: try #require(quote.impliedVolatility))
            #expect(abs(price - quote.last.rupees) <= 0.05)
        }
    }

    @Test func `volume and open interest fall with the distance from the money`() {
        let quotes = quotes(.call, expiry: "2025-10-28")
        func total(_ strikes: ClosedRange<Int64>) -> Int64 {
            quotes.filter { strikes.contains($0.0.strike.paise / 100) }
                .reduce(0) { $0 + ($1.1.openInterestUnits ?? 0) }
        }
        #expect(total(24_800...25_200) > total(25_800...26_200))
        #expect(total(25_800...26_200) > total(27_000...27_400))
    }

    @Test func `the day's volume never falls and open interest stands still`() throws {
        let contract = try #require(chain.first { $0.strike.paise == 25_000_00 })
        var before: Quote?
        var random = SeededGenerator(seed: 1)
        for minute in 1..<200 {
            let rupees = 24_900 + random.nextUnit() * 200
            let time = Self.noon.advanced(bySeconds: Double(minute) * 60)
            _ = board.apply(.tick(.spot("NIFTY", rupees: rupees, at: time)))
            let quote = try #require(board.quote(of: contract))
            if let before {
                #expect((quote.dayVolumeUnits ?? -1) >= (before.dayVolumeUnits ?? 0))
                #expect(quote.openInterestUnits == before.openInterestUnits)
            }
            before = quote
        }
    }

    @Test func `an expired contract is worth its intrinsic value`() throws {
        let contract = try #require(
            chain.first { $0.right == .call && $0.strike.paise == 24_000_00 })
        let time = contract.expiresAt.advanced(bySeconds: 60)
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_000, at: time)))
        #expect(board.quote(of: contract)?.last == Price(paise: 1000_00))
    }

    @Test func `a new session begins without yesterday's prices`() throws {
        let contract = try #require(chain.first { $0.expiry.description == "2025-10-28" })
        _ = board.apply(.sessionOpened("2025-10-09"))
        #expect(board.spot(of: "NIFTY") == nil)
        #expect(board.quote(of: contract) == nil)
        let morning = Timestamp(
            india: CalendarDay.wednesday.advanced(byDays: 1), secondsIntoDay: 33_300)
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_400, at: morning)))
        #expect(board.quote(of: contract)?.occurredAt == morning)
    }

    @Test func `a contract that has ended is worth what its last day's close made it worth`() throws
    {
        let contract = OptionContract.niftyCall
        let expiry = contract.expiry
        #expect(contract.strike == Price(paise: 25_100_00))
        let close = Timestamp(india: expiry, secondsIntoDay: 55_799)
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_150, at: close)))
        let next = expiry.advanced(byDays: 1)
        _ = board.apply(.sessionOpened("\(next)"))
        board.watch(contract)
        let later = Timestamp(india: next, secondsIntoDay: 33_300)
        let ticks = board.apply(.tick(.spot("NIFTY", rupees: 26_000, at: later)))
        #expect(ticks.count == 1)
        let quote = try #require(board.quote(of: contract))
        #expect(abs(quote.last.rupees - 50) < 1)
        #expect(quote.occurredAt == close)
    }

    @Test func `a contract that ended while nobody listened has no price that could be made up`() {
        let later = Timestamp(
            india: OptionContract.niftyCall.expiry.advanced(byDays: 1), secondsIntoDay: 33_300)
        _ = board.apply(.sessionOpened("2025-10-15"))
        _ = board.apply(.tick(.spot("NIFTY", rupees: 26_000, at: later)))
        #expect(board.quote(of: .niftyCall) == nil)
    }

    @Test func `two boards with the same ticks quote the same`() {
        let other = MarketBoard(calendar: .builtIn)
        _ = other.apply(.tick(.spot("NIFTY", rupees: 25_000, at: Self.noon)))
        #expect(other.chain(of: "NIFTY", on: .wednesday) == chain)
        #expect(chain.allSatisfy { other.quote(of: $0) == board.quote(of: $0) })
    }
}
