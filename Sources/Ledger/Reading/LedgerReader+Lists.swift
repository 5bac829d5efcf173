internal import GRDB
public import Trading

extension LedgerReader {
    /// Lists signals, newest first.
    ///
    /// - Parameters:
    ///   - statuses: The stages to list; empty for all.
    ///   - symbol: The underlying as the source spelled it, or `nil` for all.
    ///   - day: The day in India on which they were received, or `nil` for all.
    ///   - limit: How many at most.
    /// - Returns: The signals.
    /// - Throws: `LedgerError` when they cannot be read.
    public func signals(
        statuses: Set<SignalStatus> = [], symbol: String? = nil, on day: CalendarDay? = nil,
        limit: Int = 100
    ) async throws(LedgerError) -> [SignalRecord] {
        var conditions = Conditions()
        conditions.require("status", isIn: statuses.map(\.rawValue))
        conditions.require("symbol", is: symbol)
        conditions.require("received_at", isOn: day)
        return try await list(conditions, newestBy: "received_at", limit)
    }

    /// Lists orders, newest first.
    ///
    /// - Parameters:
    ///   - statuses: The stages to list; empty for all.
    ///   - signalID: The signal whose trade they belong to, or `nil` for all.
    ///   - day: The day in India on which the intent was made, or `nil` for all.
    ///   - limit: How many at most.
    /// - Returns: The orders.
    /// - Throws: `LedgerError` when they cannot be read.
    public func orders(
        statuses: Set<OrderStatus> = [], signalID: String? = nil, on day: CalendarDay? = nil,
        limit: Int = 100
    ) async throws(LedgerError) -> [Order] {
        var conditions = Conditions()
        conditions.require("status", isIn: statuses.map(\.rawValue))
        conditions.require("signal_id", is: signalID)
        conditions.require("created_at", isOn: day)
        return try await list(conditions, newestBy: "created_at", limit)
    }

    /// Lists fills, newest first.
    ///
    /// - Parameters:
    ///   - position: The position that they opened or reduced, or `nil` for all.
    ///   - day: The day in India on which the venue filled them, or `nil` for all.
    ///   - limit: How many at most.
    /// - Returns: The fills.
    /// - Throws: `LedgerError` when they cannot be read.
    public func fills(
        of position: PositionID? = nil, on day: CalendarDay? = nil, limit: Int = 100
    ) async throws(LedgerError) -> [Fill] {
        var conditions = Conditions()
        conditions.require("position_id", is: position?.text)
        conditions.require("occurred_at", isOn: day)
        return try await list(conditions, newestBy: "occurred_at", limit)
    }

    /// Lists positions, newest first.
    ///
    /// - Parameters:
    ///   - statuses: The stages to list; empty for all.
    ///   - day: The day in India on which they were closed, or `nil` for all; an open position has
    ///     no such day.
    ///   - limit: How many at most.
    /// - Returns: The positions.
    /// - Throws: `LedgerError` when they cannot be read.
    public func positions(
        statuses: Set<PositionStatus> = [], closedOn day: CalendarDay? = nil, limit: Int = 100
    ) async throws(LedgerError) -> [Position] {
        var conditions = Conditions()
        conditions.require("status", isIn: statuses.map(\.rawValue))
        conditions.require("closed_at", isOn: day)
        return try await list(conditions, newestBy: "opened_at", limit)
    }

    /// Lists dead letters, newest first, the resolved ones too.
    ///
    /// - Parameters:
    ///   - handler: The handler that failed, or `nil` for all.
    ///   - topic: The topic of the event, or `nil` for all.
    ///   - limit: How many at most.
    /// - Returns: The letters with what became of them.
    /// - Throws: `LedgerError` when they cannot be read.
    public func filedDeadLetters(
        handler: String? = nil, topic: DeskTopic? = nil, limit: Int = 100
    ) async throws(LedgerError) -> [FiledDeadLetter] {
        var conditions = Conditions()
        conditions.require("handler", is: handler)
        conditions.require("topic", is: topic?.rawValue)
        return try await list(conditions, newestBy: "died_at", limit)
    }

    private func list<Record: StoredRecord>(
        _ conditions: Conditions, newestBy time: String, _ limit: Int
    ) async throws(LedgerError) -> [Record] {
        let tail: SQL = """
            \(conditions.sql) ORDER BY \(sql: time) DESC, row DESC LIMIT \(max(0, limit))
            """
        return try await read { db in try db.records(Record.self, tail) }
    }
}
