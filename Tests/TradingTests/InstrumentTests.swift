import Testing
import Trading

struct InstrumentTests {
    private static func option(
        _ token: UInt32, _ name: String, _ symbol: String, _ strike: Int64, _ expiry: String,
        kind: InstrumentKind = .call, lot: Int = 75
    ) -> Instrument {
        Instrument(
            id: InstrumentID(token), tradingSymbol: symbol, name: name, kind: kind,
            expiry: Fixture.day(expiry), strike: Price(paise: strike * 100), tick: Price(paise: 5),
            lotUnits: lot, segment: "NFO-OPT", exchange: "NFO")
    }

    private static let list: [Instrument] = [
        option(5, "NIFTY", "NIFTY25OCT25100CE", 25_100, "2025-10-28"),
        option(1, "NIFTY", "NIFTY25O1425000PE", 25_000, "2025-10-14", kind: .put),
        option(2, "NIFTY", "NIFTY25O1425000CE", 25_000, "2025-10-14"),
        option(3, "NIFTY", "NIFTY25O1425050CE", 25_050, "2025-10-14"),
        option(4, "NIFTY", "NIFTY25OCT25000CE", 25_000, "2025-10-28"),
        option(6, "ACME LTD", "ACME25OCT100CE", 100, "2025-10-28", lot: 500),
        Instrument(
            id: InstrumentID(7), tradingSymbol: "NIFTY25OCTFUT", name: "NIFTY", kind: .future,
            expiry: Fixture.day("2025-10-28"), strike: .zero, tick: Price(paise: 10), lotUnits: 75,
            segment: "NFO-FUT", exchange: "NFO"),
        option(2, "GHOST", "GHOST", 1, "2025-10-28"),  // a token that is taken
    ]
    private let book = InstrumentBook(InstrumentTests.list)

    @Test func `names, lots, ticks and gaps come from the options`() throws {
        #expect(book.names == ["ACME LTD", "NIFTY"])
        #expect(book.count == 7)
        let nifty = try #require(book.underlying("NIFTY"))
        #expect(nifty.strikeGap == Price(paise: 50_00))
        #expect(nifty.lotUnits == 75)
        #expect(nifty.tick == Price(paise: 5))
        #expect(book.underlying("GHOST") == nil)
    }

    @Test func `a chain is ordered, and holds what is alive on the day`() {
        let all = book.chain(of: "NIFTY", on: Fixture.monday)
        #expect(all.map(\.id.token) == [2, 1, 3, 4, 5])
        #expect(book.chain(of: "NIFTY", on: Fixture.day("2025-10-14")).count == 5)
        #expect(book.chain(of: "NIFTY", on: Fixture.day("2025-10-15")).map(\.id.token) == [4, 5])
        #expect(book.chain(of: "NIFTY", on: Fixture.day("2025-10-29")).isEmpty)
        #expect(book.chain(of: "ACME", on: Fixture.monday).isEmpty)
    }

    @Test func `instruments are found by their token`() {
        #expect(book.count == 7)
        #expect(book.instrument(InstrumentID(7))?.kind == .future)
        #expect(book.instrument(InstrumentID(99)) == nil)
    }

    @Test func `an empty list is a book without names`() {
        #expect(InstrumentBook([]).names.isEmpty)
        #expect(InstrumentBook([]).instrument(named: "N") == nil)
    }

    // MARK: Generated contracts

    private let expiries = ExpiryCalendar(sessions: .builtIn)

    @Test(
        "monthly contracts end on the last Thursday, from September 2025 on the last Tuesday",
        arguments: [
            (2025, 1, "2025-01-30"), (2025, 8, "2025-08-28"), (2025, 9, "2025-09-30"),
            (2025, 10, "2025-10-28"), (2025, 11, "2025-11-25"), (2025, 12, "2025-12-30"),
            (2026, 3, "2026-03-30"),  // the 31st is a holiday
            (2024, 10, "2024-10-31"), (2026, 12, "2026-12-29"),
        ])
    func monthly(_ year: Int, _ month: Int, _ day: String) {
        #expect(expiries.monthlyExpiry(year: year, month: month) == Fixture.day(day))
        #expect(expiries.isMonthly(Fixture.day(day)))
    }

    @Test func `NIFTY has weekly contracts, moved to the day before a holiday`() {
        let range = Fixture.day("2025-10-08")...Fixture.day("2025-11-28")
        #expect(
            expiries.expiries(of: "NIFTY", in: range).map(\.description) == [
                "2025-10-14", "2025-10-20", "2025-10-28", "2025-11-04", "2025-11-11", "2025-11-18",
                "2025-11-25",
            ])
        #expect(
            expiries.expiries(of: "BANKNIFTY", in: range).map(\.description)
                == ["2025-10-28", "2025-11-25"])
        let summer = Fixture.day("2025-08-01")...Fixture.day("2025-09-10")
        #expect(
            expiries.expiries(of: "NIFTY", in: summer).map(\.description) == [
                "2025-08-07", "2025-08-14", "2025-08-21", "2025-08-28", "2025-09-02", "2025-09-09",
            ])
        #expect(expiries.monthlyExpiry(year: 2025, month: 13) == nil)
    }

    @Test(
        "symbols are written as the exchange writes them",
        arguments: [
            ("2025-10-28", 25_000_00, true, "NIFTY25OCT25000CE"),
            ("2025-10-14", 25_000_00, false, "NIFTY25O1425000CE"),
            ("2025-11-04", 25_000_00, false, "NIFTY25N0425000CE"),
            ("2025-01-07", 25_000_00, false, "NIFTY2510725000CE"),
            ("2025-10-28", 142_50, true, "NIFTY25OCT142.5CE"),
            ("2025-10-28", 142_25, true, "NIFTY25OCT142.25CE"),
        ] as [(String, Int64, Bool, String)])
    func symbols(_ expiry: String, _ strike: Int64, _ isMonthly: Bool, _ symbol: String) {
        #expect(
            ContractSymbol.text(
                underlying: "NIFTY", expiry: Fixture.day(expiry), strike: Price(paise: strike),
                right: .call, isMonthly: isMonthly) == symbol)
    }
}
