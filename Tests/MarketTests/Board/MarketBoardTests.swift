import Market
import Testing
import Trading

@Suite struct MarketBoardTests {
    private let board = MarketBoard(calendar: .builtIn)

    /// A list of one NIFTY expiry, handed out on 8 October 2025.
    private static let list = InstrumentLoad(
        path: "list", listedOn: .wednesday,
        instruments: (1...40).map { step in
            Instrument(
                id: InstrumentID(UInt32(step)), tradingSymbol: "X\(step)", name: "NIFTY",
                kind: step.isMultiple(of: 2) ? .call : .put,
                expiry: CalendarDay("2025-10-28"),
                strike: Price(paise: 24_000_00 + Int64(step / 2) * 100_00), tick: Price(paise: 5),
                lotUnits: 50, segment: "NFO-OPT", exchange: "NFO")
        }, tally: LoadTally())

    private static let listDay = CalendarDay.wednesday
    private static let dayBefore = listDay.advanced(byDays: -1)

    private func ticks(_ happenings: [MarketHappening]) -> [Quote] {
        happenings.compactMap { if case .tick(let quote) = $0 { quote } else { nil } }
    }

    @Test func `nothing is known before the first tick`() {
        #expect(board.spot(of: "NIFTY") == nil)
        #expect(board.quote(of: .niftyCall) == nil)
        #expect(board.chain(of: "NIFTY", on: .wednesday).isEmpty)
        #expect(board.knows("NIFTY"))
        #expect(!board.knows("NIFTY-X"))
    }

    @Test func `the newest tick is the spot`() {
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_000)))
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_010, at: .wednesday(10, 1))))
        #expect(board.spot(of: "NIFTY")?.last == Price(paise: 25_010_00))
        #expect(board.spot(of: "NIFTY")?.instrument == .underlying("NIFTY"))
    }

    @Test func `a generated chain has the exchange's shape`() throws {
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_060)))
        let chain = board.chain(of: "NIFTY", on: .wednesday)
        let strikes = Set(chain.map(\.strike.paise))
        #expect(strikes.min() == 22_600_00)
        #expect(strikes.max() == 27_550_00)
        #expect(strikes.allSatisfy { $0.isMultiple(of: 50_00) })
        #expect(chain.allSatisfy { $0.isGenerated && $0.lotUnits == 75 && $0.tick.paise == 5 })
        #expect(Set(chain.map(\.id)).count == chain.count)
        #expect(chain.allSatisfy { $0.id.token >= 0x8000_0000 })
        let expiries = Set(chain.map(\.expiry.description)).sorted()
        #expect(expiries.prefix(4) == ["2025-10-14", "2025-10-20", "2025-10-28", "2025-11-04"])
        let weekly = chain.first { $0.tradingSymbol == "NIFTY25O1425000CE" }
        #expect(weekly?.strike.paise == 25_000_00)
        #expect(chain.contains { $0.tradingSymbol == "NIFTY25OCT25000PE" })
        let order = chain.map {
            [$0.expiry.daysSinceEpoch, Int($0.strike.paise), $0.right == .call ? 0 : 1]
        }
        #expect(order == order.sorted { $0.lexicographicallyPrecedes($1) })
    }

    @Test func `the chain of a day stays as it is until the spot has moved far`() {
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_000)))
        let morning = board.chain(of: "NIFTY", on: .wednesday)
        _ = board.apply(.tick(.spot("NIFTY", rupees: 26_200)))
        #expect(board.chain(of: "NIFTY", on: .wednesday) == morning)
        _ = board.apply(.tick(.spot("NIFTY", rupees: 26_300)))
        let moved = board.chain(of: "NIFTY", on: .wednesday)
        #expect(moved != morning)
        #expect(moved.map(\.strike).max() == Price(paise: 28_900_00))
    }

    @Test func `the list is used from its day on, and generated contracts before it`() {
        let board = MarketBoard(instruments: Self.list, calendar: .builtIn)
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_000)))
        #expect(board.chain(of: "NIFTY", on: Self.listDay).count == 40)
        #expect(board.chain(of: "NIFTY", on: Self.listDay).allSatisfy { !$0.isGenerated })
        let before = board.chain(of: "NIFTY", on: Self.dayBefore)
        #expect(!before.isEmpty)
        #expect(before.allSatisfy { $0.isGenerated && $0.lotUnits == 50 })
        #expect(before.allSatisfy { $0.strike.paise.isMultiple(of: 100_00) })
        let afterwards = board.chain(of: "NIFTY", on: Self.listDay.advanced(byDays: 21))
        #expect(afterwards.allSatisfy { $0.isGenerated })
    }

    @Test func `a policy may insist on the list or do without it`() {
        let listed = MarketBoard(instruments: Self.list, policy: .file, calendar: .builtIn)
        let generated = MarketBoard(instruments: Self.list, policy: .generated, calendar: .builtIn)
        for board in [listed, generated] {
            _ = board.apply(.tick(.spot("NIFTY", rupees: 25_000)))
        }
        #expect(listed.chain(of: "NIFTY", on: Self.listDay).count == 40)
        #expect(listed.chain(of: "NIFTY", on: Self.dayBefore).isEmpty)
        #expect(listed.underlyings == ["NIFTY"])
        #expect(generated.chain(of: "NIFTY", on: Self.listDay).allSatisfy { $0.isGenerated })
        #expect(generated.knows("RELIANCE"))
        #expect(MarketBoard(policy: .file, calendar: .builtIn).underlyings.isEmpty)
    }

    @Test func `watched contracts tick with their underlying until nobody holds them`() {
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_000)))
        board.watch(.niftyCall)
        board.watch(.niftyCall)
        let both = ticks(board.apply(.tick(.spot("NIFTY", rupees: 25_050, at: .wednesday(10, 1)))))
        #expect(both.map(\.instrument) == [.underlying("NIFTY"), OptionContract.niftyCall.id])
        #expect(both.last?.occurredAt == .wednesday(10, 1))
        #expect(both.last == board.quote(of: .niftyCall))
        #expect(ticks(board.apply(.tick(.spot("INFY", rupees: 1500)))).count == 1)
        board.unwatch(.niftyCall)
        #expect(ticks(board.apply(.tick(.spot("NIFTY", rupees: 25_000)))).count == 2)
        board.unwatch(.niftyCall)
        board.unwatch(.niftyCall)
        #expect(ticks(board.apply(.tick(.spot("NIFTY", rupees: 25_000)))).count == 1)
    }

    @Test func `a contract that the feed itself quotes is not derived`() {
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_000)))
        board.watch(.niftyCall)
        _ = board.apply(.tick(.call(bid: 50_00, ask: 50_10)))
        #expect(board.quote(of: .niftyCall)?.ask == Price(paise: 50_10))
        #expect(ticks(board.apply(.tick(.spot("NIFTY", rupees: 25_000)))).count == 1)
    }

    @Test func `happenings that are no ticks pass through`() {
        let published = board.apply(.notice("hello"))
        guard case .notice("hello")? = published.first, published.count == 1 else {
            Issue.record("got \(published)")
            return
        }
    }

    @Test(.enabled(if: RecordedData.isPresent))
    func `the real list gives 225 chains and their facts`() throws {
        let load = try InstrumentFile.load(path: RecordedData.instruments)
        let board = MarketBoard(instruments: load, calendar: .builtIn)
        #expect(board.underlyings.count > 200)
        let simulated = Set(UnderlyingFacts.simulated.map(\.name))
        #expect(simulated.isSubset(of: board.underlyings))
        #expect(load.instruments.allSatisfy { $0.id.token <= InstrumentID.largestListedToken })
        #expect(board.chain(of: "NIFTY", on: .wednesday).count == 1_510)
        #expect(board.chain(of: "NIFTY", on: Self.dayBefore).isEmpty)
        for facts in UnderlyingFacts.simulated {
            _ = board.apply(.tick(.spot(facts.name, rupees: facts.spotLevel.rupees)))
            let listed = board.chain(of: facts.name, on: .wednesday)
            #expect(listed.allSatisfy { !$0.isGenerated && $0.lotUnits == facts.lotUnits })
            #expect(listed.allSatisfy { $0.tick == facts.optionTick })
            let generated = board.chain(of: facts.name, on: Self.dayBefore)
            #expect(generated.allSatisfy { $0.isGenerated && $0.lotUnits == facts.lotUnits })
        }
    }

    @Test(.enabled(if: RecordedData.isPresent))
    func `generated symbols are those of the real list`() throws {
        let load = try InstrumentFile.load(path: RecordedData.instruments)
        let real = Dictionary(
            load.instruments.map { ($0.tradingSymbol, $0) }, uniquingKeysWith: { first, _ in first }
        )
        for facts in UnderlyingFacts.simulated {
            let board = MarketBoard(policy: .generated, calendar: .builtIn)
            _ = board.apply(.tick(.spot(facts.name, rupees: facts.spotLevel.rupees)))
            let chain = board.chain(of: facts.name, on: .wednesday)
            let known = chain.filter { real[$0.tradingSymbol] != nil }
            #expect(
                known.count * 2 > chain.count, "\(facts.name): \(known.count) of \(chain.count)")
            for contract in known {
                #expect(real[contract.tradingSymbol]?.strike == contract.strike)
                #expect(real[contract.tradingSymbol]?.expiry == contract.expiry)
            }
        }
    }

    @Test func `a contract that the feed quotes is not priced by the model any more`() throws {
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_000, at: .wednesday(10, 0, 58))))
        let chain = board.chain(of: "NIFTY", on: .wednesday)
        let contract = try #require(chain.first { $0.tradingSymbol == "NIFTY25OCT25000CE" })
        let neighbour = try #require(chain.first { $0.tradingSymbol == "NIFTY25OCT25050CE" })
        let target = try #require(board.option(named: contract.tradingSymbol, on: .wednesday))
        #expect(target == OptionTickTarget(id: contract.id, underlying: "NIFTY"))
        board.watch(contract)
        board.watch(neighbour)
        let recorded = Quote(
            instrument: target.id, underlying: target.underlying, last: Price(paise: 300_00),
            occurredAt: .wednesday(10, 1))
        #expect(ticks(board.apply(.tick(recorded))) == [recorded])
        let quote = try #require(board.quote(of: contract))
        #expect(quote.last == Price(paise: 300_00))
        #expect(quote.bid == nil)
        // Its volatility is the one that gives its price.
        let model = BlackScholes(contract, spot: Price(paise: 25_000_00), at: .wednesday(10, 1))
        let volatility = try #require(quote.impliedVolatility)
        #expect(abs(model.price(volatility: volatility) - 300) < 1e-5)
        // The next tick of the underlying prices the neighbour only.
        let next = ticks(board.apply(.tick(.spot("NIFTY", rupees: 25_010, at: .wednesday(10, 2)))))
        #expect(next.map(\.instrument) == [.underlying("NIFTY"), neighbour.id])
    }

    @Test func `a quote of yesterday's session is none today`() throws {
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_000)))
        let chain = board.chain(of: "NIFTY", on: .wednesday)
        let contract = try #require(chain.first { $0.tradingSymbol == "NIFTY25OCT25000CE" })
        let recorded = Quote(
            instrument: contract.id, underlying: "NIFTY", last: Price(paise: 12_00),
            occurredAt: .wednesday(10, 1))
        _ = board.apply(.tick(recorded))
        let morning = Timestamp.wednesday(9, 15).advanced(bySeconds: 86_400)
        _ = board.apply(.sessionOpened("the next day"))
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_000, at: morning)))
        let quote = try #require(board.quote(of: contract))
        #expect(quote.occurredAt == morning)
        #expect(quote.last > Price(paise: 100_00))
        board.watch(contract)
        let next = ticks(board.apply(.tick(.spot("NIFTY", rupees: 25_000, at: morning))))
        #expect(next.map(\.instrument) == [.underlying("NIFTY"), contract.id])
    }

    @Test func `an old premium beside a new spot has no volatility`() throws {
        _ = board.apply(.tick(.spot("NIFTY", rupees: 25_000)))
        let chain = board.chain(of: "NIFTY", on: .wednesday)
        let contract = try #require(chain.first { $0.tradingSymbol == "NIFTY25OCT25000CE" })
        func volatility(secondsApart: Int) -> Double? {
            let recorded = Quote(
                instrument: contract.id, underlying: "NIFTY", last: Price(paise: 300_00),
                occurredAt: .wednesday(10, 1))
            _ = board.apply(.tick(recorded))
            let time = Timestamp.wednesday(10, 1, secondsApart)
            _ = board.apply(.tick(.spot("NIFTY", rupees: 25_010, at: time)))
            return board.quote(of: contract)?.impliedVolatility
        }
        #expect(volatility(secondsApart: 5) != nil)
        #expect(volatility(secondsApart: 6) == nil)
    }

    @Test func `a symbol stands for a listed contract on the days that the list covers`() throws {
        func target(_ policy: ChainPolicy, _ symbol: String, _ day: CalendarDay) -> InstrumentID? {
            MarketBoard(instruments: Self.list, policy: policy, calendar: .builtIn)
                .option(named: symbol, on: day)?.id
        }
        #expect(target(.file, "X4", Self.listDay) == InstrumentID(4))
        #expect(target(.auto, "X4", Self.listDay) == InstrumentID(4))
        #expect(target(.auto, "X4", Self.dayBefore) == nil)
        #expect(target(.file, "X4", Self.dayBefore) == nil)
        #expect(target(.file, "NIFTY25OCT25000CE", Self.listDay) == nil)
        // Where the list holds, what is not in it is no contract; before it, what it lists is generated.
        #expect(target(.auto, "NIFTY25OCT25000CE", Self.listDay) == nil)
        #expect(
            target(.auto, "NIFTY25OCT25000CE", Self.dayBefore) == .generated("NIFTY25OCT25000CE"))
        #expect(
            target(.generated, "NIFTY25OCT25000CE", Self.listDay) == .generated("NIFTY25OCT25000CE")
        )
        #expect(target(.generated, "NIFTY25OCT25000", Self.listDay) == nil)
        #expect(target(.generated, "NOBODY25OCT25000CE", Self.listDay) == nil)
    }
}
