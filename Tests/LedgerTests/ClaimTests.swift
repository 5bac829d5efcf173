import Ledger
import Testing
import Trading

struct ClaimTests {
    @Test("of a hundred equal signals at once exactly one is claimed", arguments: Medium.allCases)
    func hundredAtOnce(_ medium: Medium) async throws {
        try await medium.withLedger { (ledger) async throws in
            let results = await commitTogether(ledger, (0..<100).map { _ in entry("one") })

            #expect(results.filter { $0 == .success(.committed) }.count == 1)
            #expect(results.filter { $0 == .success(.duplicate(signalID: "one")) }.count == 99)
            #expect(try await ledger.reader.orders().count == 1)
            #expect(try await ledger.reader.positions().count == 1)
        }
    }

    @Test("what waits together shares one flush", arguments: Medium.allCases)
    func oneFlush(_ medium: Medium) async throws {
        try await medium.withLedger { (ledger) async throws in
            let before = ledger.flushCount
            let results = await commitTogether(ledger, (0..<100).map { entry("s\($0)") })

            #expect(results.allSatisfy { $0 == .success(.committed) })
            #expect(ledger.flushCount == before + 1)
            #expect(try await ledger.reader.signals().count == 100)
        }
    }

    @Test("a duplicate claim applies nothing of its unit", arguments: Medium.allCases)
    func duplicateAppliesNothing(_ medium: Medium) async throws {
        try await medium.withLedger { (ledger) async throws in
            #expect(try await ledger.commit([.claimSignal(.fresh("one"))]) == .committed)

            let second: [LedgerChange] = [
                .setState(key: "touched", value: "yes"), .claimSignal(.fresh("two")),
                .claimSignal(.fresh("one")), .insertOrder(.entry("one")),
            ]
            #expect(try await ledger.commit(second) == .duplicate(signalID: "one"))

            let memory = try await ledger.restore(on: .october8)
            #expect(memory.signals == [.fresh("one")])
            #expect(memory.state.isEmpty)
            #expect(memory.orderCount == 0)
            #expect(try await ledger.signal("two") == nil)
        }
    }

    @Test("a signal stays claimed after a restart")
    func claimedAfterRestart() async throws {
        let folder = try TemporaryFolder()
        let first = try SQLiteLedger.open(at: folder.file())
        #expect(try await first.commit(entry("one")) == .committed)
        try await first.close()

        let second = try SQLiteLedger.open(at: folder.file())
        #expect(try await second.commit(entry("one")) == .duplicate(signalID: "one"))
        #expect(try await second.restore(on: .october8).openOrders == [.entry("one")])
        try await second.close()
    }

    private func entry(_ id: String) -> [LedgerChange] {
        [.claimSignal(.fresh(id)), .insertOrder(.entry(id)), .upsertPosition(.fresh(id))]
    }
}

/// Commits units so that all of them wait for the writer at the same time.
///
/// - Returns: The units' results in order of their end.
func commitTogether(
    _ ledger: SQLiteLedger, _ units: [[LedgerChange]]
) async -> [Result<CommitResult, LedgerError>] {
    let letGo = ledger.holdWriter()
    return await withTaskGroup { group in
        for unit in units {
            group.addTask { () async -> Result<CommitResult, LedgerError> in
                do throws(LedgerError) {
                    return .success(try await ledger.commit(unit))
                } catch {
                    return .failure(error)
                }
            }
        }
        while ledger.waitingCount < units.count {
            await Task.yield()
        }
        letGo()
        return await group.reduce(into: []) { $0.append($1) }
    }
}
