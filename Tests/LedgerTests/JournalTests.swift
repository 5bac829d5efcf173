import Ledger
import Testing
import Trading

struct JournalTests {
    @Test(
        "events are listed in the order of their publication, page by page",
        arguments: Medium.allCases)
    func pages(_ medium: Medium) async throws {
        try await medium.withLedger { (ledger) async throws in
            var desk = RandomDesk(seed: 9)
            let events = (0..<250).map { _ in desk.event() }
            // Batches may come late: the sequence number decides.
            for batch in [events[100..<250], events[0..<100]] {
                _ = try await ledger.commit([.appendJournal(Array(batch))])
            }
            var read: [EventRecord] = []
            while true {
                let page = try await ledger.reader.journal(
                    after: read.last?.sequence ?? 0, limit: 60)
                guard !page.isEmpty else { break }
                read += page
            }
            #expect(read == events)
        }
    }

    @Test("topics and correlation narrow the list")
    func filters() async throws {
        let ledger = try SQLiteLedger.inMemory()
        var desk = RandomDesk(seed: 10)
        let notice = Notice(subject: "desk", text: "ready")
        let ready = desk.event(.systemReady(notice), correlationID: "trade")
        let error = desk.event(.errorOccurred(notice), correlationID: "trade")
        let other = desk.event(.systemReady(notice), correlationID: "other")
        _ = try await ledger.commit([.appendJournal([ready, error, other])])

        #expect(try await ledger.reader.journal(topics: [.systemReady]) == [ready, other])
        #expect(try await ledger.reader.journal(correlationID: "trade") == [ready, error])
        #expect(
            try await ledger.reader.journal(topics: [.errorOccurred], correlationID: "trade")
                == [error])
        #expect(try await ledger.reader.journal(ofRun: 99).isEmpty)
        try await ledger.close()
    }

    @Test("each run numbers its own events, and a trade is followed through all of them")
    func runs() async throws {
        let folder = try TemporaryFolder()
        let notice = Notice(subject: "desk", text: "ready")
        var events: [EventRecord] = []
        for run in 1...3 {
            let ledger = try SQLiteLedger.open(at: folder.file())
            #expect(ledger.run == Int64(run))
            let event = EventRecord(
                id: "e\(run)", sequence: 1, source: "desk", correlationID: "trade",
                causationID: nil, schemaVersion: 1, occurredAt: .october8(9 + run),
                payload: .systemReady(notice))
            events.append(event)
            _ = try await ledger.commit([.appendJournal([event])])
            try await ledger.close()
        }
        let reader = try LedgerReader.open(at: folder.file())
        #expect(try await reader.journal() == [events[2]])
        #expect(try await reader.journal(ofRun: 1) == [events[0]])
        #expect(try await reader.trail(of: "trade").map(\.event) == events)
        #expect(try await reader.trail(of: "trade").map(\.run) == [1, 2, 3])
        let runs = try await reader.runs()
        #expect(runs.map(\.number) == [3, 2, 1])
        #expect(runs.allSatisfy { $0.eventCount == 1 })
        #expect(runs.first?.firstEventAt == .october8(12))
    }

    @Test("the same event again is one event; another one under its number is refused")
    func sameAgain() async throws {
        let ledger = try SQLiteLedger.inMemory()
        var desk = RandomDesk(seed: 11)
        let event = desk.event()
        #expect(try await ledger.commit([.appendJournal([event])]) == .committed)
        #expect(try await ledger.commit([.appendJournal([event])]) == .committed)
        var other = event
        other.id = "other"
        let next = desk.event()
        await #expect(
            throws: LedgerError.invalid(
                reason: "journal other: another event has the number \(event.sequence) of run 1")
        ) { try await ledger.commit([.appendJournal([next, other])]) }
        #expect(try await ledger.reader.journal() == [event])
        try await ledger.close()
    }
}
