import Foundation
import Testing
import Trading

/// The exchange's real list of one day, beside the repository in `shared/data`.
private let listFile: URL? = {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.deletingLastPathComponent()
        .appending(path: "shared/data/instruments_NFO_2025-10-08.csv")
    return FileManager.default.fileExists(atPath: file.path) ? file : nil
}()

/// Our rules against the real list, where it is present.
@Suite(.enabled(if: listFile != nil, "the sample data are not here"))
struct RealInstrumentListTests {
    private static let book: InstrumentBook? = {
        guard let file = listFile, let text = try? String(contentsOf: file, encoding: .utf8) else {
            return nil
        }
        return InstrumentBook(
            text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
                let cells = line.split(separator: ",", omittingEmptySubsequences: false)
                guard cells.count == 12, let token = UInt32(cells[0]),
                    let strike = Double(cells[6]).flatMap(Price.init(rupees:)),
                    let tick = Double(cells[7]).flatMap(Price.init(rupees:)),
                    let lot = Int(cells[8]), let kind = InstrumentKind(rawValue: String(cells[9]))
                else { return nil }
                return Instrument(
                    id: InstrumentID(token), tradingSymbol: String(cells[2]),
                    name: String(cells[3]), kind: kind, expiry: CalendarDay(cells[5]),
                    strike: strike, tick: tick, lotUnits: lot, segment: String(cells[10]),
                    exchange: String(cells[11]))
            })
    }()

    private let day = Fixture.day("2025-10-08")

    @Test func `all lines are read and the usual gaps are found`() throws {
        let book = try #require(Self.book)
        #expect(book.count == 33_526)
        for (name, gap) in [
            ("NIFTY", 50.0), ("BANKNIFTY", 100), ("RELIANCE", 10), ("FINNIFTY", 50),
        ] {
            #expect(book.underlying(name)?.strikeGap.rupees == gap)
        }
    }

    @Test func `generated symbols are those of the list`() throws {
        let book = try #require(Self.book)
        let expiries = ExpiryCalendar(sessions: .builtIn)
        let endOfYear = Fixture.day("2025-12-31")
        for name in book.names {
            for contract in book.chain(of: name, on: day) where contract.expiry <= endOfYear {
                let symbol = ContractSymbol.text(
                    underlying: name, expiry: contract.expiry, strike: contract.strike,
                    right: contract.right, isMonthly: expiries.isMonthly(contract.expiry))
                #expect(symbol == contract.tradingSymbol)
            }
        }
    }

    @Test func `the list's expiries of the year are generated ones`() throws {
        let book = try #require(Self.book)
        let expiries = ExpiryCalendar(sessions: .builtIn)
        for name in ["NIFTY", "BANKNIFTY", "RELIANCE"] {
            let listed = Set(book.chain(of: name, on: day).map(\.expiry))
            let generated = Set(
                expiries.expiries(of: name, in: day...Fixture.day("2025-12-31")))
            #expect(listed.filter { $0 <= Fixture.day("2025-12-31") }.isSubset(of: generated))
        }
    }

    @Test func `every mode finds a strike in the real chain`() throws {
        let book = try #require(Self.book)
        let spot = Price(paise: 25_050_00)
        let now = Fixture.at("10:00:00", on: day)
        var limits = DeskLimits()
        limits.maximumPremium = Price(paise: 1_000_00)
        for mode in RiskMode.builtIn {
            for action in SignalAction.allCases {
                let isBuy = action == .buy
                let signal = try Fixture.valid(
                    Fixture.signal(
                        action, entry: 25_050, stop: isBuy ? 24_800 : 25_300,
                        target: isBuy ? 25_700 : 24_400, at: now))
                let choice = StrikeSelector.choose(
                    for: signal, spot: spot,
                    chain: OptionChain(of: "NIFTY", book.chain(of: "NIFTY", on: day)),
                    quote: { contract in
                        let value = BlackScholes(contract, spot: spot, at: now)
                            .price(volatility: 0.12)
                        return Price(rupees: value).map {
                            Quote(
                                instrument: contract.id, underlying: "NIFTY", last: $0,
                                impliedVolatility: 0.12, occurredAt: now)
                        }
                    }, rules: DeskRules(mode: mode, limits: limits), now: now)
                let winner = try #require(choice.winner, "\(mode.name) \(action)")
                #expect(abs(winner.delta) >= mode.minimumDelta)
                #expect(choice.consideredCount > 1_400)
            }
        }
    }
}
