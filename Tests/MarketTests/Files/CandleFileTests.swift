import Market
import Testing
import Trading

@Suite struct CandleFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func load(_ rows: String...) throws -> CandleFile {
        let text = "timestamp,open,high,low,close,volume\n" + rows.joined(separator: "\n")
        return try CandleFile.load(path: folder.file("candles.csv", text), symbol: "INFY")
    }

    @Test func `times without a zone are India's, and the bar length is the usual distance`() throws
    {
        let file = try load(
            "2025-10-08 09:15:00,100,110,95,105,1000", "2025-10-08 09:20:00,105,106,104,105,500",
            "2025-10-08 09:25:00,105,106,104,105,0", "2025-10-09 09:15:00,105,106,104,105,0")
        #expect(file.candles.map(\.lengthSeconds) == [300, 300, 300, 300])
        #expect(file.candles.first?.opensAt == .wednesday(9, 15))
        #expect(file.candles.first?.closesAt == .wednesday(9, 20))
        #expect(file.candles.first?.volumeUnits == 1000)
    }

    @Test func `an impossible bar is widened and counted`() throws {
        let file = try load("2025-10-08 09:15:00,1618.0,1644.8,1620.5,1650.5,1")
        let candle = try #require(file.candles.first)
        #expect(candle.low == Price(paise: 1618_00))
        #expect(candle.high == Price(paise: 1650_50))
        #expect(file.tally.repaired == ["open or close outside low…high, widened": 1])
        #expect(file.tally.rowsLoaded == 1)
    }

    @Test(
        "a row that cannot be mended is left out",
        arguments: [
            ("2025-10-08 09:30:00,-1,2,1,1,0", "negative price"),
            ("2025-10-08 09:30:00,nan,2,1,1,0", "not a number"),
            ("2025-10-08 09:30:00,1e308,2,1,1,0", "price out of range"),
            ("2025-10-08 09:30:00,0,2,1,1,0", "price of zero"),
            ("2025-10-08 09:30:00,1,2,1,1,-5", "not a whole number of 0 or more"),
            ("2025-10-08 09:00:00,1,2,1,1,0", "not later than the row before"),
            ("2025-10-08 09:15:00,1,2,1,1,0", "not later than the row before"),
            ("yesterday,1,2,1,1,0", "not a timestamp"),
            ("1,2,3", "wrong number of columns"),
        ])
    func leftOut(_ row: String, _ reason: String) throws {
        let file = try load("2025-10-08 09:15:00,1,2,1,1,0", row)
        #expect(file.candles.count == 1)
        #expect(file.tally.skipped == [reason: 1])
    }

    @Test(
        "real bars are all loaded and the impossible ones repaired",
        .enabled(if: RecordedData.isPresent),
        arguments: [
            (RecordedData.infyCandles, "INFY", 8707, 29),
            (RecordedData.bankCandles, "BANKNIFTY", 8726, 14),
        ])
    func real(_ path: String, _ symbol: String, _ rows: Int, _ repaired: Int) throws {
        let file = try CandleFile.load(path: path, symbol: symbol)
        #expect(file.tally.rowsRead == rows)
        #expect(file.candles.count == rows)
        #expect(file.tally.repaired.values.reduce(0, +) == repaired)
        for candle in file.candles {
            #expect(candle.low <= min(candle.open, candle.close))
            #expect(candle.high >= max(candle.open, candle.close))
            #expect(candle.lengthSeconds == 900)
        }
    }
}
