import Foundation
import Market
import Testing
import Trading

@Suite struct SignalFileTests {
    private static let line =
        #"{"signal_id":"S1","symbol":"NIFTY","strategy":"ema","action":"BUY","entry_price":25000,"stop_loss":24900.5,"target":25300,"signal_strength":0.8,"expected_move_pct":1.2,"timeframe":"15m","timestamp":"2025-10-08T10:00:00","metadata":{"rsi":61.5,"note":"a\u00e9\n","n":3}}"#

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func complaint(
        _ line: String, number: Int = 1, clock: (any DeskClock)? = nil
    ) -> FileIssue? {
        switch SignalLineParser(source: "-", clock: clock).parse(line: line, number: number) {
        case .success: nil
        case .failure(let issue): issue
        }
    }

    @Test func `a line of JSON is a signal`() throws {
        let signal = try SignalLineParser(source: "-").parse(line: Self.line, number: 1).get()
        #expect(
            signal
                == Signal(
                    id: "S1", symbol: "NIFTY", strategy: "ema", action: .buy, entryPrice: 25_000,
                    stopLoss: 24_900.5, target: 25_300, strength: 0.8, expectedMovePercent: 1.2,
                    timeframe: "15m", emittedAt: .wednesday(10), origin: .file,
                    metadata: ["rsi": "61.5", "note": "aé\n", "n": "3"]))
    }

    @Test func `the older names are read too, and null means absent`() throws {
        let signal = try SignalLineParser(source: "-").parse(
            line:
                #"{"id":"S1","symbol":"NSE:INFY","strategy":"x","signal_type":"sell","entry_price":1,"stop_loss":2,"target":0.5,"timestamp":"2025-10-08T04:30:00Z","order_id":null,"signal_strength":null,"metadata":{}}"#,
            number: 1
        ).get()
        #expect(signal.id == "S1")
        #expect(signal.action == .sell)
        #expect(signal.strength == nil)
        #expect(signal.emittedAt == .wednesday(10))
    }

    @Test(
        "strength is brought onto one scale",
        arguments: [
            (StrengthScale.zeroToOne, 0.8), (.zeroToTen, 0.08), (.zeroToHundred, 0.008),
        ])
    func scales(_ scale: StrengthScale, _ expected: Double) throws {
        let parser = SignalLineParser(source: "-", scale: scale)
        let strength = try parser.parse(line: Self.line, number: 1).get().strength
        #expect(abs((strength ?? 0) - expected) < 1e-12)
    }

    @Test(
        "a broken line is reported with its column",
        arguments: [
            ("", "column 1", "expected a value"),
            ("hello", "column 1", "expected a value"),
            ("[1]", "column 1", "expected a signal as an object"),
            (#"{"signal_id":"#, "column 14", "expected a value"),
            (#"{"signal_id":"S1""#, "column 18", "expected a comma or a brace"),
            (#"{"signal_id" 5}"#, "column 14", "expected a colon"),
            (#"{"signal_id":"S1"} x"#, "column 20", "text after the signal"),
            (#"{"signal_id":7}"#, "column 1", "entry_price is missing"),
            (#"{"entry_price":"5"}"#, "column 16", "entry_price is not a number"),
            (#"{"entry_price":NaN}"#, "column 16", "expected a value"),
            (#"{"entry_price":5,"signal_id":7}"#, "column 30", "signal_id is not a text"),
            (#"{"a":"\x"}"#, "column 9", "an unknown escape"),
            (#"{"a":"\ud800"}"#, "column 13", "half a surrogate pair"),
            (#"{"a":"b"#, "column 8", "a text without its closing quote"),
        ])
    func broken(_ line: String, _ column: String, _ reason: String) throws {
        let issue = try #require(complaint(line, number: 7))
        #expect(issue.line == 7)
        #expect(issue.column == column)
        #expect(issue.reason == reason)
    }

    @Test func `an action that is neither buy nor sell is reported`() throws {
        let issue = try #require(complaint(Self.line.replacingOccurrences(of: "BUY", with: "HOLD")))
        #expect(issue.reason == "action is neither BUY nor SELL")
        #expect(issue.detail == "\"HOLD\"")
    }

    @Test func `a signal without a time is an issue, or now when there is a clock`() throws {
        let line = Self.line.replacingOccurrences(
            of: #""timestamp":"2025-10-08T10:00:00","#, with: "")
        #expect(complaint(line)?.reason == "timestamp is missing")
        let clock = ManualClock(.wednesday(11))
        let signal = try SignalLineParser(source: "-", clock: clock)
            .parse(line: line, number: 1).get()
        #expect(signal.emittedAt == .wednesday(11))
    }

    @Test func `nesting that could exhaust the stack is refused`() {
        let line = String(repeating: "[", count: 100_000)
        #expect(complaint(line)?.reason == "nested too deeply")
    }

    @Test func `a line of two megabytes is refused`() {
        #expect(
            complaint(String(repeating: " ", count: 2_000_000))?.reason
                == "line longer than 1048576 bytes")
    }

    @Test func `a surrogate pair is one character`() throws {
        let line = Self.line.replacingOccurrences(of: "ema", with: #"\ud83d\ude80"#)
        let signal = try SignalLineParser(source: "-").parse(line: line, number: 1).get()
        #expect(signal.strategy == "🚀")
    }

    @Test func `good lines are taken, bad ones counted, empty ones ignored`() throws {
        let text = Self.line + "\r\n\n{oops}\n" + Self.line
        let file = try SignalFile.load(path: folder.file("signals.ndjson", text))
        #expect(file.signals.count == 2)
        #expect(file.tally.rowsRead == 3)
        #expect(file.tally.issues.first?.line == 3)
        #expect(file.tally.issues.first?.column == "column 2")
    }

    @Test func `an array is read element by element`() throws {
        let text = "[\n\(Self.line),\n{\"symbol\":\n 5},\n\(Self.line)\n]\n"
        let file = try SignalFile.load(path: folder.file("signals.json", text))
        #expect(file.signals.count == 2)
        #expect(file.tally.issues.map(\.line) == [3])
    }

    @Test func `what stands before a broken place in an array is kept`() throws {
        let text = "[\(Self.line),\n\(Self.line)\n{"
        let file = try SignalFile.load(path: folder.file("signals.json", text))
        #expect(file.signals.count == 2)
        #expect(file.tally.issues.map(\.line) == [3])
        #expect(file.tally.issues.first?.reason == "expected a comma or a bracket")
    }

    @Test func `a file of bytes that are no text is counted, not a crash`() throws {
        let file = try SignalFile.load(
            path: folder.file("signals.json", [0xFF, 0x00, 0x22, 0x0A, 0x7B, 0x22, 0xFF, 0x22]))
        #expect(file.signals.isEmpty)
        #expect(file.tally.rowsSkipped == 2)
    }

    @Test func `an empty file holds no signals and a missing one is an error`() throws {
        #expect(try SignalFile.load(path: folder.file("a", "")).signals.isEmpty)
        #expect(try SignalFile.load(path: folder.file("b", "[]")).signals.isEmpty)
        #expect(throws: MarketFileError.self) { try SignalFile.load(path: folder.path + "/none") }
    }

    @Test func `random damage never crashes the parser`() {
        var random = SeededGenerator(seed: 5)
        let original = Array(Self.line.utf8)
        let parser = SignalLineParser(source: "-")
        for _ in 0..<2_000 {
            var bytes = original
            for _ in 0..<(1 + Int(random.next() % 4)) {
                let index = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[index] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: index)
                default: bytes.removeSubrange(index...)
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            _ = parser.parse(line: String(decoding: bytes, as: UTF8.self), number: 1)
        }
    }

    @Test(.enabled(if: RecordedData.isPresent))
    func `the real signals are all read`() throws {
        let file = try SignalFile.load(path: RecordedData.signals)
        #expect(file.signals.count == 18)
        #expect(file.tally.rowsSkipped == 0)
        #expect(file.signals.contains { $0.symbol == "NIFTYFINSERVICE" && $0.action == .sell })
    }
}
