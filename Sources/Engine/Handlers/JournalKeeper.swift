import EventBus
import Trading

/// Writes every event but ticks and timers to the ledger's journal, many at a time, and with them what was measured
/// of the handlers since.
///
/// Ticks come by the million and can be had from the feed again; timers say nothing.
struct JournalKeeper: Sendable {
    static let name = "journal"

    private let desk: DeskParts

    init(_ desk: DeskParts) {
        self.desk = desk
    }

    func handle(_ events: [DeskEvent]) async {
        await desk.writer.commitOrKeep(
            [
                .appendJournal(events.map(EventRecord.init)),
                .appendTrace(desk.traces.takeUnwritten()),
            ], .later)
    }

    /// Writes what the bus had no time to hand over, and what was measured after the last batch: that batch itself,
    /// for one.
    func finish(with left: [DeskEvent]) async {
        var changes = [LedgerChange.appendTrace(desk.traces.takeUnwritten())]
        if !left.isEmpty { changes.insert(.appendJournal(left.map(EventRecord.init)), at: 0) }
        await desk.writer.commitOrKeep(changes)
    }
}

extension EventRecord {
    /// What the journal and the dead letters keep of an event.
    init(_ event: DeskEvent) {
        self.init(
            id: event.id.description, sequence: event.sequence, source: event.source,
            correlationID: event.correlationID, causationID: event.causationID?.description,
            schemaVersion: Int(event.schemaVersion),
            occurredAt: Timestamp(nanoseconds: event.occurredAtNanoseconds), payload: event.payload)
    }
}
