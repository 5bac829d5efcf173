internal import GRDB
internal import Trading

extension SignalRecord: StoredRecord {
    static let table = Table(
        "signals",
        columns: [
            "id", "symbol", "strategy", "action", "entry_price", "stop_loss", "target", "strength",
            "expected_move_percent", "timeframe", "emitted_at", "origin", "metadata", "choice",
            "received_at",
            "status", "denial_code", "denial_reason", "contract", "updated_at",
        ])

    /// Rewrites what happens to a signal after it was claimed; what was said stays as it was said.
    static let progressUpdate = table.update(table.columns.suffix(5))

    init(_ columns: ColumnReader) throws {
        let code: DenialCode? = try columns["denial_code"]
        let reason: String? = try columns["denial_reason"]
        self.init(
            signal: Signal(
                id: try columns["id"], symbol: try columns["symbol"],
                strategy: try columns["strategy"], action: try columns["action"],
                entryPrice: try columns["entry_price"], stopLoss: try columns["stop_loss"],
                target: try columns["target"], strength: try columns["strength"],
                expectedMovePercent: try columns["expected_move_percent"],
                timeframe: try columns["timeframe"], emittedAt: try columns["emitted_at"],
                origin: try columns["origin"], metadata: try columns.json("metadata")),
            status: try columns["status"],
            denial: code.map { Denial($0, reason ?? "") },
            contract: try columns.optionalJSON("contract"),
            choice: try columns.optionalJSON("choice"),
            receivedAt: try columns["received_at"], updatedAt: try columns["updated_at"])
    }

    func cells() throws -> [DatabaseValue] {
        [
            signal.id.cell, signal.symbol.cell, signal.strategy.cell, signal.action.cell,
            signal.entryPrice.cell, signal.stopLoss.cell, signal.target.cell, signal.strength.cell,
            signal.expectedMovePercent.cell, signal.timeframe.cell, signal.emittedAt.cell,
            signal.origin.cell, try JSONColumn.cell(dictionary: signal.metadata),
            try choice.map(JSONColumn.cell) ?? .null, receivedAt.cell,
        ] + (try progressCells())
    }

    /// Gives the cells of `progressUpdate` less the key.
    ///
    /// - Returns: Five cells.
    /// - Throws: When the contract cannot be written as JSON.
    func progressCells() throws -> [DatabaseValue] {
        [
            status.cell, (denial?.code).cell, (denial?.reason).cell,
            try contract.map(JSONColumn.cell(contract:)) ?? .null, updatedAt.cell,
        ]
    }
}
