import Synchronization
import Trading

/// The newest signals with what became of them, as memory of what the ledger holds.
final class SignalBook: Sendable {
    private struct State {
        var records: [String: SignalRecord] = [:]
        /// Ids in the order in which they came.
        var order: [String] = []
        var counts: [SignalStatus: Int] = [:]
        var denials: [DenialCode: Int] = [:]
        var received = 0
        var entered = 0
        /// The newest records as they were last asked for, until one changes.
        var listed: (limit: Int, records: [SignalRecord])?
        /// With so many records the finished ones are looked for.
        var trimsAt = 800
    }

    private let state = Mutex(State())
    private let kept = 400

    func restore(_ records: [SignalRecord]) {
        for record in records { put(record) }
    }

    /// Counts a signal that reached the desk, whatever becomes of it.
    func countReceived() {
        state.withLock { $0.received += 1 }
    }

    /// Counts a signal whose order's intent is durable.
    func countEntered() {
        state.withLock { $0.entered += 1 }
    }

    /// Counts a refusal.
    func count(_ code: DenialCode) {
        state.withLock { $0.denials[code, default: 0] += 1 }
    }

    /// Adds how contracts were chosen to the records that do not tell it yet.
    func add(choices: [String: StrikeChoice]) {
        state.withLock { state in
            state.listed = nil
            for (id, choice) in choices where state.records[id]?.choice == nil {
                state.records[id]?.choice = choice
            }
        }
    }

    /// Adds a record or replaces the one with its id; what is known of its choice stays known.
    func put(_ record: SignalRecord) {
        state.withLock { state in
            state.listed = nil
            var record = record
            if record.choice == nil { record.choice = state.records[record.id]?.choice }
            if let old = state.records.updateValue(record, forKey: record.id) {
                state.counts[old.status, default: 0] -= 1
            } else {
                state.order.append(record.id)
            }
            state.counts[record.status, default: 0] += 1
            guard state.order.count > state.trimsAt else { return }
            // Live signals stay however old they are; finished ones are in the ledger.
            let surplus = state.order.prefix(state.order.count - kept)
                .filter { state.records[$0]?.status.isFinal ?? true }
            let forgotten = Set(surplus)
            for id in surplus { state.records[id] = nil }
            state.order.removeAll { forgotten.contains($0) }
            // However many live: looking through all of them is paid for by as many new ones.
            state.trimsAt = max(kept, state.order.count) * 2
        }
    }

    func record(_ id: String) -> SignalRecord? {
        state.withLock { $0.records[id] }
    }

    /// The newest records, newest first.
    ///
    /// Until one changes it is the same array, which costs a reader nothing to copy or to compare.
    func newest(_ limit: Int) -> [SignalRecord] {
        state.withLock { state in
            if let listed = state.listed, listed.limit == limit { return listed.records }
            let records = state.order.suffix(limit).reversed().compactMap { state.records[$0] }
            state.listed = (limit, records)
            return records
        }
    }

    /// How many signals came, how many are in each stage, and how many were refused for each reason.
    var tally: SignalTally {
        state.withLock {
            SignalTally(
                received: $0.received, entered: $0.entered, stages: $0.counts, denials: $0.denials)
        }
    }
}

/// What became of the signals of this run.
struct SignalTally: Sendable {
    /// Signals that reached the desk.
    var received: Int
    /// Those of them whose order's intent is durable.
    var entered: Int
    /// Signals by the stage that they are in.
    var stages: [SignalStatus: Int]
    /// Refusals by code.
    var denials: [DenialCode: Int]
}
