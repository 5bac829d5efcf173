import Market
import Testing
import Trading

@Suite struct TickFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func load(_ rows: String...) throws -> TickFile {
        let text = "instrument_token,last_price,symbol,timestamp\n" + rows.joined(separator: "\n")
        return try TickFile.load(path: folder.file("ticks.csv", text), calendar: .builtIn)
    }

    @Test func `ticks keep their microseconds and lose the exchange's prefix`() throws {
        let file = try load("1594,1611.05,NSE:INFY,2025-10-08 10:00:00.784088")
        let tick = try #require(file.ticks.first)
        #expect(tick.underlying == "INFY")
        #expect(tick.instrument == .underlying("INFY"))
        #expect(tick.last == Price(paise: 1611_05))
        let expected = Timestamp.wednesday(10).nanoseconds + 784_088_000
        #expect(tick.occurredAt.nanoseconds == expected)
    }

    @Test func `ticks outside every session are rejected and counted`() throws {
        let file = try load(
            "1,1.0,NSE:INFY,2025-10-08 08:59:59", "1,1.0,NSE:INFY,2025-10-08 09:15:00",
            "1,1.0,NSE:INFY,2025-10-08 15:29:59", "1,1.0,NSE:INFY,2025-10-08 15:30:00",
            "1,1.0,NSE:INFY,2025-10-12 10:00:00")
        #expect(file.ticks.count == 2)
        #expect(file.tally.skipped == ["outside every session": 3])
    }

    @Test func `ticks before the opening are counted under their own reason`() throws {
        let file = try load(
            "1,1.0,NSE:INFY,2025-10-08 08:59:59.999999", "1,1.0,NSE:INFY,2025-10-08 09:00:00",
            "1,1.0,NSE:INFY,2025-10-08 09:14:59.999999", "1,1.0,NSE:INFY,2025-10-08 09:15:00",
            "1,1.0,NSE:INFY,2025-10-12 09:05:00")
        #expect(file.ticks.count == 1)
        #expect(file.tally.skipped == ["outside every session": 2, "before the opening": 2])
    }

    @Test func `bad ticks are left out`() throws {
        let file = try load(
            "1,0,NSE:INFY,2025-10-08 10:00:00", "1,5,NSE:,2025-10-08 10:00:00",
            "1,5,NSE:INFY,2025-10-08 10:00:01", "1,5,NSE:INFY,2025-10-08 10:00:00")
        #expect(file.ticks.count == 1)
        #expect(
            file.tally.skipped == [
                "price of zero": 1, "empty": 1, "earlier than the row before": 1,
            ])
    }

    @Test(.enabled(if: RecordedData.isPresent))
    func `the real recording is loaded, and the tick of 23:41 is not`() throws {
        let day = try TickFile.load(path: RecordedData.infyTicks, calendar: .builtIn)
        #expect(day.tally.rowsRead == 600)
        #expect(day.ticks.count == 600)
        let night = try TickFile.load(path: RecordedData.lateTick, calendar: .builtIn)
        #expect(night.ticks.isEmpty)
        #expect(night.tally.skipped == ["outside every session": 1])
    }

    @Test func `ticks of options go to their contracts, and an unknown contract is told`() throws {
        let text = """
            instrument_token,last_price,symbol,timestamp
            1,100.5,NFO:NIFTY25OCT25000CE,2025-10-08 10:00:00
            2,25000,NSE:NIFTY,2025-10-08 10:00:01
            3,99,NFO:NIFTY25OCT99999CE,2025-10-08 10:00:02
            """
        let file = try TickFile.load(
            path: folder.file("ticks.csv", text), calendar: .builtIn
        ) { symbol, day in
            guard symbol == "NIFTY25OCT25000CE", day == .wednesday else { return nil }
            return OptionTickTarget(id: InstrumentID(77), underlying: "NIFTY")
        }
        #expect(file.ticks.map(\.instrument) == [InstrumentID(77), .underlying("NIFTY")])
        #expect(file.ticks.map(\.underlying) == ["NIFTY", "NIFTY"])
        #expect(file.tally.skipped == ["no such contract on that day": 1])
        #expect(
            file.tally.issues.first?.description.hasSuffix(
                "ticks.csv:4: symbol: no such contract on that day (found \"NFO:NIFTY25OCT99999CE\")"
            )
                == true)
    }
}
