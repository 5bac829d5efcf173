internal import GRDB
internal import Trading

extension Position: StoredRecord {
    static let table = Table(
        "positions",
        columns: [
            "id", "signal_id", "strategy", "action", "contract", "status", "bought_quantity",
            "sold_quantity", "bought_value", "sold_value", "charges", "stop", "is_stop_raised",
            "target", "second_target", "peak", "mark", "marked_at", "has_booked_partial", "mode",
            "thesis_stop", "thesis_target", "exit_ordinals", "working_exit", "exit_reason",
            "opened_at", "closed_at", "version",
        ])

    /// Writes a position unless a newer one is there already: two handlers may hand in theirs in either order.
    static let upsertNewer = table.upsert + " WHERE excluded.version >= positions.version"

    init(_ columns: ColumnReader) throws {
        self.init(
            id: try columns["id"], signalID: try columns["signal_id"],
            strategy: try columns["strategy"], action: try columns["action"],
            contract: try columns.json("contract"), stop: try columns["stop"],
            target: try columns["target"], secondTarget: try columns["second_target"],
            mode: try columns["mode"], thesisStop: try columns["thesis_stop"],
            thesisTarget: try columns["thesis_target"], openedAt: try columns["opened_at"])
        status = try columns["status"]
        boughtQuantity = try columns["bought_quantity"]
        soldQuantity = try columns["sold_quantity"]
        boughtValue = try columns["bought_value"]
        soldValue = try columns["sold_value"]
        charges = try columns["charges"]
        isStopRaised = try columns["is_stop_raised"]
        peak = try columns["peak"]
        mark = try columns["mark"]
        markedAt = try columns["marked_at"]
        hasBookedPartial = try columns["has_booked_partial"]
        exitOrdinals = try columns.json("exit_ordinals")
        workingExit = try columns["working_exit"]
        exitReason = try columns["exit_reason"]
        closedAt = try columns["closed_at"]
        let changes: Int64 = try columns["version"]
        version = UInt64(bitPattern: changes)
    }

    func cells() throws -> [DatabaseValue] {
        [
            id.cell, signalID.cell, strategy.cell, action.cell,
            try JSONColumn.cell(contract: contract),
            status.cell, boughtQuantity.cell, soldQuantity.cell, boughtValue.cell, soldValue.cell,
            charges.cell, stop.cell, isStopRaised.cell, target.cell, secondTarget.cell, peak.cell,
            mark.cell, markedAt.cell, hasBookedPartial.cell, mode.cell, thesisStop.cell,
            thesisTarget.cell, try JSONColumn.cell(dictionary: exitOrdinals), workingExit.cell,
            exitReason.cell, openedAt.cell, closedAt.cell, Int64(bitPattern: version).cell,
        ]
    }
}
