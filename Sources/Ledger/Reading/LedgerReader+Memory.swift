internal import GRDB
public import Trading

extension LedgerReader {
    /// A few runs make an unfinished signal a dead letter; the rest is for starts that died before they could write
    /// it.
    private static let unfinishedRuns: Int64 = 10

    /// Reads everything that a desk needs to go on where it stopped.
    ///
    /// - Parameter day: The trading day in India; signals received on other days are left out
    ///   unless they are live.
    /// - Returns: The state as of the last commit.
    /// - Throws: `LedgerError` when it cannot be read.
    public func memory(on day: CalendarDay) async throws(LedgerError) -> DeskMemory {
        let (start, end) = day.bounds
        let workingOrders = OrderStatus.allCases.filter(\.isWorking).map(\.rawValue)
        let livePositions = PositionStatus.allCases.filter(\.isLive).map(\.rawValue)
        let (fetched, signals, letters) = try await read { db in
            var memory = DeskMemory()
            let signals = try db.rows(
                SignalRecord.self,
                "WHERE \(Self.isWanted(on: day)) ORDER BY received_at, row", leavingOut: "choice")
            memory.openOrders = try db.records(
                Order.self, "WHERE status IN \(workingOrders) ORDER BY created_at, row")
            memory.endedOrders = try db.records(
                Order.self,
                """
                WHERE updated_at >= \(start) AND updated_at < \(end)
                    AND status NOT IN \(workingOrders)
                ORDER BY created_at, row
                """)
            memory.openPositions = try db.records(
                Position.self, "WHERE status IN \(livePositions) ORDER BY opened_at, row")
            memory.closedPositions = try db.records(
                Position.self,
                """
                WHERE closed_at >= \(start) AND closed_at < \(end)
                    AND status NOT IN \(livePositions)
                ORDER BY closed_at, row
                """)
            memory.fills = try db.records(Fill.self, "ORDER BY occurred_at, row")
            let check = try db.accountCheck()
            memory.outOfStep =
                check.positionsOutOfStep.map { "position \($0)" }
                + check.ordersOutOfStep.map { "order \($0)" }
            let letters = try db.rows(FiledDeadLetter.self, Self.waitingLetters())
            memory.unfinishedSignals = try db.unfinishedSignals(ofLast: Self.unfinishedRuns)
            let notes = DeskMemory.runNotePrefix
            let ownState: SQL = "WHERE substr(key, 1, \(notes.count)) <> \(notes)"
            for entry in try db.records(StateEntry.self, ownState) {
                memory.state[entry.key] = entry.value
            }
            return (memory, signals, letters)
        }
        // Most of what takes its time is JSON, and the desk waits for it.
        async let signalsRead = signals.records()
        async let lettersRead = letters.records()
        var memory = fetched
        do {
            memory.signals = try await signalsRead
            memory.deadLetters = try await lettersRead.map(\.letter)
        } catch {
            throw LedgerError(error, path: path)
        }
        return memory
    }

    /// Reads how contracts were looked for.
    ///
    /// - Parameter day: The trading day in India.
    /// - Returns: The choices of the signals that `memory` gives for the day, by signal.
    /// - Throws: `LedgerError` when they cannot be read.
    public func choices(
        on day: CalendarDay
    ) async throws(LedgerError) -> [String: StrikeChoice] {
        let wanted = Self.isWanted(on: day)
        let stored = try await read { db in
            try db.rows(StoredChoice.self, "WHERE choice IS NOT NULL AND (\(wanted))")
        }
        var choices: [String: StrikeChoice] = [:]
        do {
            // One after the other: whoever waits for something has the other processors.
            for row in stored.rows where !Task.isCancelled {
                let record = try StoredChoice(row)
                choices[record.id] = record.choice
            }
        } catch {
            throw LedgerError(error, path: path)
        }
        return choices
    }

    /// Whether a signal belongs to what a desk goes on with.
    private static func isWanted(on day: CalendarDay) -> SQL {
        let (start, end) = day.bounds
        let live = SignalStatus.allCases.filter { !$0.isFinal }.map(\.rawValue)
        return "received_at >= \(start) AND received_at < \(end) OR status IN \(live)"
    }

    /// Reads one value of the desk's state, of which it is a small part.
    ///
    /// - Parameter key: The value's name.
    /// - Returns: The value, or `nil` when it was never set.
    /// - Throws: `LedgerError` when it cannot be read.
    public func state(_ key: String) async throws(LedgerError) -> String? {
        try await read { db in try db.records(StateEntry.self, "WHERE key = \(key)").first?.value }
    }

    /// Reads a signal.
    ///
    /// - Parameter id: The signal's id.
    /// - Returns: The record, or `nil` when the id was never claimed.
    /// - Throws: `LedgerError` when it cannot be read.
    public func signal(_ id: String) async throws(LedgerError) -> SignalRecord? {
        try await read { db in try db.records(SignalRecord.self, "WHERE id = \(id)").first }
    }

    /// Reads an order, of whatever day.
    ///
    /// - Parameter id: The order's id.
    /// - Returns: The order, or `nil` when no such intent was ever made.
    /// - Throws: `LedgerError` when it cannot be read.
    public func order(_ id: OrderID) async throws(LedgerError) -> Order? {
        try await read { db in try db.records(Order.self, "WHERE id = \(id.text)").first }
    }

    /// Reads a position, of whatever day.
    ///
    /// - Parameter id: The position's id.
    /// - Returns: The position, or `nil` when there never was one.
    /// - Throws: `LedgerError` when it cannot be read.
    public func position(_ id: PositionID) async throws(LedgerError) -> Position? {
        try await read { db in try db.records(Position.self, "WHERE id = \(id.text)").first }
    }

    /// Reads dead letters that are neither retried nor discarded.
    ///
    /// - Parameter ids: The letters; empty for all of them.
    /// - Returns: The letters, newest first.
    /// - Throws: `LedgerError` when they cannot be read.
    public func waitingDeadLetters(
        _ ids: [DeadLetterID] = []
    ) async throws(LedgerError) -> [DeadLetterRecord] {
        try await read { db in
            guard !ids.isEmpty else {
                return try db.records(FiledDeadLetter.self, Self.waitingLetters()).map(\.letter)
            }
            // One array as JSON, because a list of SQL arguments has a bound.
            let chosen = try JSONColumn.cell(ids.map(\.text))
            let tail = Self.waitingLetters("AND id IN (SELECT value FROM json_each(\(chosen)))")
            return try db.records(FiledDeadLetter.self, tail).map(\.letter)
        }
    }

    private static func waitingLetters(_ condition: SQL = "") -> SQL {
        "WHERE resolution IS NULL \(condition) ORDER BY died_at DESC, row DESC"
    }
}

extension CalendarDay {
    /// The first nanosecond of the day in India, and the first of the next.
    var bounds: (start: Int64, end: Int64) {
        (
            Timestamp(india: self, secondsIntoDay: 0).nanoseconds,
            Timestamp(india: advanced(byDays: 1), secondsIntoDay: 0).nanoseconds
        )
    }
}
