internal import GRDB
public import Trading

extension LedgerReader {
    /// Tells the story of a signal: its events through all runs of the desk, what led to the first of them, and how
    /// long each handler waited and ran.
    ///
    /// - Parameters:
    ///   - signalID: The signal.
    ///   - longest: How many steps at most; the first half and the newest are told.
    /// - Returns: The story, or `nil` when the journal holds nothing of such a signal.
    /// - Throws: `LedgerError` when it cannot be read.
    public func trace(
        of signalID: String, longest: Int = SignalTrace.longest
    ) async throws(LedgerError) -> SignalTrace? {
        try await read { db in
            var events = try db.records(
                JournalEntry.self, "WHERE correlation_id = \(signalID) ORDER BY run, sequence"
            ).map(\.event)
            guard !events.isEmpty else { return nil }
            let runs = try db.records(
                TracedRun.self,
                """
                WHERE event_id IN (SELECT id FROM journal WHERE correlation_id = \(signalID))
                """)
            // Only a strategy's signal has a candle before it; ticks are not in the journal.
            if let cause = events[0].causationID {
                let causes = try db.records(JournalEntry.self, "WHERE id = \(cause)").map(\.event)
                events += causes.filter { !events.contains($0) }
            }
            return SignalTrace(
                of: signalID, events: events,
                runs: Dictionary(grouping: runs, by: \.eventID).mapValues { $0.map(\.run) },
                longest: longest)
        }
    }
}
