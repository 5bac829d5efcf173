internal import GRDB
internal import Trading

extension Database {
    /// Signals that an earlier run has taken and that have no outcome: they were being worked on, or about to be,
    /// when the process died.
    ///
    /// A claim is an outcome, and so is a refusal (but of a copy, which says nothing of the signal) and a dead
    /// letter, whatever became of it. The run that has taken it died of it, or with it, and so did each that has
    /// given it to its handler again, which it marks before; a start that fails earlier counts for nothing.
    ///
    /// - Parameter runs: How many runs back to look.
    /// - Returns: The signals, oldest first, each id once.
    /// - Throws: What SQLite or a damaged row throws.
    func unfinishedSignals(ofLast runs: Int64) throws -> [UnfinishedEvent] {
        let run = try Int64.fetchOne(self, sql: "SELECT value FROM meta WHERE key = 'run'") ?? 0
        let entries = try records(
            JournalEntry.self,
            """
            WHERE topic = 'signal.generated' AND run >= \(run - runs) AND run < \(run)
                AND NOT EXISTS (SELECT 1 FROM signals WHERE id = correlation_id)
                AND NOT EXISTS (
                    SELECT 1 FROM journal AS answer
                    WHERE answer.correlation_id = journal.correlation_id
                        AND answer.topic = 'risk.denied'
                        AND json_extract(answer.payload, '$.riskDenied._0.denial.code')
                            != \(DenialCode.duplicate.rawValue))
                AND NOT EXISTS (
                    SELECT 1 FROM dead_letters
                    WHERE topic = 'signal.generated'
                        AND json_extract(event, '$.correlationID') = journal.correlation_id
                        AND handler = \(UnfinishedEvent.signalHandler))
            ORDER BY run, sequence
            """)
        var seen: Set<String> = []
        return try entries.compactMap { entry in
            guard let id = entry.event.correlationID, seen.insert(id).inserted else { return nil }
            let again = try String.fetchOne(
                self, sql: "SELECT value FROM state WHERE key = ?",
                arguments: [UnfinishedEvent.markKey(of: id)])
            return UnfinishedEvent(event: entry.event, crashes: 1 + (again.flatMap(Int.init) ?? 0))
        }
    }
}
