import Ledger
import Testing
import Trading

struct FullDiskTests {
    @Test(
        "a full disk fails the units concerned, and the ledger recovers",
        arguments: Medium.allCases)
    func fullAndRecovered(_ medium: Medium) async throws {
        try await medium.withLedger { (ledger) async throws in
            let path = ledger.reader.path
            _ = try await ledger.commit([.setState(key: "risk", value: "ACTIVE")])
            _ = try ledger.pragma("max_page_count = 1")
            var desk = RandomDesk(seed: 8)
            let large = [LedgerChange.appendJournal((0..<500).map { _ in desk.event() })]
            let small = [LedgerChange.setState(key: "risk", value: "HALTED")]

            let results = await commitTogether(ledger, [large, small, large])
            #expect(results.filter { $0 == .failure(.full(path: path)) }.count == 2)
            #expect(results.filter { $0 == .success(.committed) }.count == 1)
            #expect(try await ledger.reader.journal().isEmpty)
            #expect(try await ledger.restore(on: .october8).state == ["risk": "HALTED"])

            _ = try ledger.pragma("max_page_count = 1000000")
            #expect(try await ledger.commit(large) == .committed)
            #expect(try await ledger.reader.journal().count == 500)
        }
    }
}
