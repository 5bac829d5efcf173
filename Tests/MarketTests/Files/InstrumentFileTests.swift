import Foundation
import Market
import Testing
import Trading

@Suite struct InstrumentFileTests {
    private static let header =
        "instrument_token,exchange_token,tradingsymbol,name,last_price,expiry,strike,tick_size,lot_size,instrument_type,segment,exchange"
    private static let call =
        "10925826,42679,NIFTY25O1425100CE,NIFTY,0.0,2025-10-14,25100.0,0.05,75,CE,NFO-OPT,NFO"

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func load(_ rows: String...) throws -> InstrumentLoad {
        let text = ([Self.header] + rows).joined(separator: "\n") + "\n"
        return try InstrumentFile.load(path: folder.file("list_2025-10-08.csv", text))
    }

    /// Loads one good row and one other; the other must be refused.
    private func refusal(of row: String) throws -> FileIssue? {
        let load = try load(Self.call, row)
        #expect(load.instruments.count == 1)
        #expect(load.tally.rowsRead == 2)
        return load.tally.issues.first
    }

    @Test func `every fact comes from its column`() throws {
        let load = try load(Self.call)
        #expect(load.listedOn == .wednesday)
        #expect(
            load.instruments == [
                Instrument(
                    id: InstrumentID(10_925_826), tradingSymbol: "NIFTY25O1425100CE", name: "NIFTY",
                    kind: .call, expiry: CalendarDay("2025-10-14"), strike: Price(paise: 25_100_00),
                    tick: Price(paise: 5), lotUnits: 75, segment: "NFO-OPT", exchange: "NFO")
            ])
    }

    @Test func `CRLF, a byte order mark, quotes and a missing last newline are normal`() throws {
        let text =
            "\u{FEFF}" + Self.header + "\r\n" + Self.call + "\r\n\r\n"
            + #""7","1","M ""&"" M25OCTFUT"," M & M ",0,2025-10-28,0,0.05,200,FUT,NFO-FUT,"NFO""#
        let load = try InstrumentFile.load(path: folder.file("list.csv", text))
        #expect(load.tally.rowsRead == 2)
        #expect(load.instruments.count == 2)
        #expect(load.instruments.last?.tradingSymbol == #"M "&" M25OCTFUT"#)
        #expect(load.instruments.last?.name == "M & M")
        #expect(load.listedOn == nil)
    }

    @Test func `a quote may stand at the start of a field, at its end, and beside another`() throws
    {
        let load = try load(
            #"7,1,"""A""","""",0,2025-10-28,0,0.05,200,FUT,NFO-FUT,NFO"#,
            #"8,1,"B""""C""""","""",0,2025-10-28,0,0.05,200,FUT,NFO-FUT,NFO"#,
            #"9,1,"D"",E,0,2025-10-28,0,0.05,200,FUT,NFO-FUT,NFO"#)
        #expect(load.instruments.map(\.tradingSymbol) == [#""A""#, #"B""C"""#])
        #expect(load.instruments.map(\.name) == [#"""#, #"""#])
        #expect(load.tally.skipped == ["quote not closed or followed by text": 1])
    }

    @Test func `a number is written in decimals, and a lot is one that can be counted with`() throws
    {
        let hexadecimal = Self.call.replacing("25100.0", with: "0x10").replacing(
            "10925826", with: "2")
        #expect(try refusal(of: hexadecimal)?.reason == "not a number")
        let endless = Self.call.replacing(",75,", with: ",1000000000000000,")
            .replacing("10925826", with: "2")
        #expect(
            try refusal(of: endless)?.description.contains("lot_size: lot out of range") == true)
    }

    @Test func `columns may stand in any order`() throws {
        let text = """
            exchange,segment,instrument_type,lot_size,tick_size,strike,expiry,name,tradingsymbol,instrument_token
            NFO,NFO-OPT,PE,75,0.05,25100,2025-10-14,NIFTY,NIFTY25O1425100PE,10927106
            """
        let load = try InstrumentFile.load(path: folder.file("list.csv", text))
        #expect(load.instruments.first?.kind == .put)
    }

    @Test(
        "a bad row is refused with its line, its column and a reason",
        arguments: [
            ("1,2,X,NIFTY,0,2025-10-14,-100,0.05,75,CE,S,E", "strike", "negative price"),
            ("1,2,X,NIFTY,0,2025-10-14,nan,0.05,75,CE,S,E", "strike", "not a number"),
            ("1,2,X,NIFTY,0,2025-10-14,1e308,0.05,75,CE,S,E", "strike", "price out of range"),
            ("1,2,X,NIFTY,0,2025-10-14,1e999,0.05,75,CE,S,E", "strike", "not a number"),
            ("1,2,X,NIFTY,0,2025-10-14,0,0.05,75,CE,S,E", "strike", "price of zero"),
            ("1,2,X,NIFTY,0,2025-10-14,,0.05,75,CE,S,E", "strike", "not a number"),
            ("1,2,X,NIFTY,0,2025-13-14,100,0.05,75,CE,S,E", "expiry", "not a day as YYYY-MM-DD"),
            ("1,2,X,NIFTY,0,,100,0.05,75,CE,S,E", "expiry", "option without an expiry"),
            ("1,2,X,NIFTY,0,2025-10-14,100,0,75,CE,S,E", "tick_size", "price of zero"),
            ("1,2,X,NIFTY,0,2025-10-14,100,0.05,0,CE,S,E", "lot_size", "option without a lot"),
            (
                "1,2,X,NIFTY,0,2025-10-14,100,0.05,7.5,CE,S,E", "lot_size",
                "not a whole number of 0 or more"
            ),
            ("1,2,X,,0,2025-10-14,100,0.05,75,CE,S,E", "name", "empty"),
            (
                "1,2,X,NIFTY,0,2025-10-14,100,0.05,75,XX,S,E",
                "instrument_type", "unknown instrument type"
            ),
            (
                "-1,2,X,NIFTY,0,2025-10-14,100,0.05,75,CE,S,E",
                "instrument_token", "not a whole number of 0 or more"
            ),
            (
                "4294967295,2,X,NIFTY,0,2025-10-14,100,0.05,75,CE,S,E",
                "instrument_token", "token out of range"
            ),
            (
                "10925826,2,X,NIFTY,0,2025-10-14,100,0.05,75,CE,S,E",
                "instrument_token", "token seen before"
            ),
        ])
    func refused(_ row: String, _ column: String, _ reason: String) throws {
        let issue = try #require(try refusal(of: row))
        #expect(issue.line == 3)
        #expect(issue.column == column)
        #expect(issue.reason == reason)
    }

    @Test func `a row of three columns is refused`() throws {
        let issue = try #require(try refusal(of: "1,2,3"))
        #expect(issue.reason == "wrong number of columns")
        #expect(issue.detail == "3, expected 12")
    }

    @Test func `a quote left open costs its own line only`() throws {
        let load = try load("1,2,\"X,NIFTY", Self.call)
        #expect(load.instruments.count == 1)
        #expect(load.tally.skipped == ["quote not closed or followed by text": 1])
    }

    @Test func `a line of a megabyte is refused`() throws {
        let issue = try #require(try refusal(of: String(repeating: "x", count: 1_000_000)))
        #expect(issue.reason == "line longer than 65536 bytes")
    }

    @Test func `bytes that are no UTF-8 are refused`() throws {
        var bytes = Array((Self.header + "\n" + Self.call + "\n1,2,X").utf8)
        bytes += [0xFF, 0xFE]
        bytes += Array(",NIFTY,0,2025-10-14,100,0.05,75,CE,S,E".utf8)
        let load = try InstrumentFile.load(path: folder.file("list.csv", bytes))
        #expect(load.instruments.count == 1)
        #expect(load.tally.issues.first?.reason == "not UTF-8")
        #expect(load.tally.issues.first?.column == "tradingsymbol")
    }

    @Test func `only the first issues are kept and all are counted`() throws {
        let text = Self.header + "\n" + Self.call + "\n" + String(repeating: "1,2,3\n", count: 100)
        let load = try InstrumentFile.load(path: folder.file("list.csv", text))
        #expect(load.tally.issues.count == LoadTally.keptIssues)
        #expect(load.tally.rowsSkipped == 100)
        #expect(load.tally.rowsRead == load.tally.rowsLoaded + load.tally.rowsSkipped)
    }

    @Test func `a missing file is one clear error`() {
        let path = folder.path + "/none.csv"
        #expect(throws: MarketFileError.unreadable(path: path, reason: "there is no such file")) {
            try InstrumentFile.load(path: path)
        }
    }

    @Test func `a folder is one clear error`() {
        #expect(throws: MarketFileError.unreadable(path: folder.path, reason: "it is a folder")) {
            try InstrumentFile.load(path: folder.path)
        }
    }

    @Test func `an empty file is one clear error`() throws {
        let path = try folder.file("empty.csv", "")
        #expect(throws: MarketFileError.empty(path: path)) { try InstrumentFile.load(path: path) }
    }

    @Test func `a wrong header names what is missing`() throws {
        let path = try folder.file("list.csv", "token,name\n1,NIFTY\n")
        let error = #expect(throws: MarketFileError.self) { try InstrumentFile.load(path: path) }
        #expect(
            error?.description.contains("lacks instrument_token, tradingsymbol, expiry") == true)
    }

    @Test func `a list without one usable row is one clear error`() throws {
        let path = try folder.file("list.csv", Self.header + "\n1,2,3\n")
        #expect(throws: MarketFileError.self) { try InstrumentFile.load(path: path) }
    }

    @Test(.enabled(if: RecordedData.isPresent))
    func `the real list is loaded to the last of its 33,526 rows`() throws {
        let load = try InstrumentFile.load(path: RecordedData.instruments)
        #expect(load.tally.rowsRead == 33_526)
        #expect(load.tally.rowsLoaded + load.tally.rowsSkipped == 33_526)
        #expect(load.tally.rowsSkipped == 0)
        #expect(load.listedOn == .wednesday)
        #expect(load.instruments.count { $0.kind == .call } == 16_368)
        #expect(load.instruments.count { $0.kind == .put } == 16_517)
    }
}
