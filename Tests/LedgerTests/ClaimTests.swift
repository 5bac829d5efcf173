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
            #expect(try await ledger.reader.orders().isEmpty)
            #expect(try await ledger.signal("two") == nil)
        }
    }

    @Test("a refused duplicate takes the same instructions among 20,000 known ids as among 20")
    func duplicatesAreFound() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let duplicates = (0..<20).map { [LedgerChange.claimSignal(.fresh("s\($0)"))] }
        _ = await ledger.commit(together: duplicates)
        _ = ledger.work()
        let refused = duplicates.indices.map {
            Result<CommitResult, LedgerError>.success(.duplicate(signalID: "s\($0)"))
        }
        #expect(await ledger.commit(together: duplicates) == refused)
        let amongFew = ledger.work()

        _ = await ledger.commit(
            together: (20..<20_000).map { [.claimSignal(.fresh("s\($0)"))] })
        _ = ledger.work()
        #expect(await ledger.commit(together: duplicates) == refused)
        let amongMany = ledger.work()
        #expect(amongFew.instructions > 0)
        #expect(amongMany == amongFew)
        #expect(amongMany.scannedRows == 0)
    }

    @Test("a unit that the ledger refuses leaves the others of its group alone")
    func groupOutcomes() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let results = await ledger.commit(together: [
            entry("one"), entry("one"),
            // The order's second row breaks a rule after the claim was applied.
            [.claimSignal(.fresh("torn")), .insertOrder(.entry("one"))], [], entry("two"),
        ])
        #expect(results.prefix(2) == [.success(.committed), .success(.duplicate(signalID: "one"))])
        guard case .failure(.invalid) = results[2] else {
            Issue.record("expected .invalid, found \(results[2])")
            return
        }
        #expect(results.suffix(2) == [.success(.committed), .success(.committed)])
        #expect(try await ledger.signal("torn") == nil)
        #expect(try await ledger.reader.orders().count == 2)
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
