import Foundation
import Market
import Testing
import Trading

@Suite struct FileVenueBookTests {
    private static let facts: [VenueFact] = [
        .placed(.make("B1", type: .limit(Price(paise: 100_05))), dueAt: .wednesday(10, 0, 2)),
        .reported(
            OrderReport(
                orderID: OrderID("B1"),
                kind: .filled(
                    tradeID: "T-B1-1", quantity: Quantity(75), price: Price(paise: 100_05),
                    isComplete: true),
                positionID: PositionID("P"), signalID: "S\n\"é", occurredAt: .wednesday(10, 0, 3))),
        .reported(
            OrderReport(
                orderID: OrderID("B1"), kind: .expired, positionID: PositionID("P"), signalID: "S",
                occurredAt: .wednesday(15, 30))),
    ]

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test func `facts come back as they were, one line each, in a folder that it makes`() throws {
        let path = folder.path + "/deep/er/book.jsonl"
        let book = try FileVenueBook(path: path)
        #expect(try book.facts().isEmpty)
        try book.append(Array(Self.facts[..<1]))
        try book.append(Array(Self.facts[1...]))
        #expect(try book.facts() == Self.facts)
        #expect(try FileVenueBook(path: path).facts() == Self.facts)
        #expect(try text(path).split(separator: "\n").count == 3)
    }

    @Test("a line torn anywhere by a crash is cut off", arguments: [1, 2, 10, 100])
    func torn(_ missing: Int) throws {
        let path = folder.path + "/book.jsonl"
        try FileVenueBook(path: path).append(Self.facts)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try whole.dropLast(missing).write(to: URL(fileURLWithPath: path))
        let book = try FileVenueBook(path: path)
        #expect(try book.facts() == Array(Self.facts.dropLast()))
        try book.append(Array(Self.facts.suffix(1)))
        #expect(try FileVenueBook(path: path).facts() == Self.facts)
    }

    @Test func `a damaged line in the middle is one clear error`() throws {
        let path = try folder.file("book.jsonl", "{\"oops\":1}\n")
        let error = #expect(throws: VenueBookError.self) {
            try FileVenueBook(path: path).facts()
        }
        guard case .damaged(path, 1, _)? = error else {
            Issue.record("got \(String(describing: error))")
            return
        }
    }

    @Test func `a folder in the file's place is one clear error`() {
        #expect(throws: VenueBookError.self) { try FileVenueBook(path: folder.path) }
    }

    @Test func `a broker on a file goes on after a restart`() async throws {
        let path = folder.path + "/book.jsonl"
        let market = StillMarket()
        market.set(.call(lots: 1))
        let clock = ManualClock()
        func broker() throws -> PaperBroker {
            try PaperBroker(
                venue: .paper, market: market, clock: clock, calendar: .builtIn,
                book: FileVenueBook(path: path))
        }
        try await broker().submit(.make("B1", lots: 2))
        let second = try broker()
        market.set(.call(lots: 1, at: .wednesday(10, 1)))
        second.advance(to: .wednesday(10, 1))
        let history = try #require(try await broker().order(OrderID("B1")))
        let trades = history.compactMap { report -> String? in
            if case .filled(let id, _, _, _) = report.kind { id } else { nil }
        }
        #expect(trades == ["T-B1-1", "T-B1-2"])
    }
}
