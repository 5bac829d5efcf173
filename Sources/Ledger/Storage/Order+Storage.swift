internal import GRDB
internal import Trading

extension Order: StoredRecord {
    static let table = Table(
        "orders",
        columns: [
            "id", "signal_id", "position_id", "exit_reason", "contract", "side", "quantity",
            "limit_price", "venue", "status", "filled_quantity", "filled_value", "reason",
            "created_at", "updated_at",
        ])

    static let update = table.update(table.columns.dropFirst())

    init(_ columns: ColumnReader) throws {
        let exitReason: ExitReason? = try columns["exit_reason"]
        let limit: Price? = try columns["limit_price"]
        self.init(
            id: try columns["id"], signalID: try columns["signal_id"],
            positionID: try columns["position_id"],
            purpose: exitReason.map(OrderPurpose.exit) ?? .entry,
            contract: try columns.json("contract"), side: try columns["side"],
            quantity: try columns["quantity"], type: limit.map(OrderType.limit) ?? .market,
            venue: try columns["venue"], createdAt: try columns["created_at"])
        status = try columns["status"]
        filledQuantity = try columns["filled_quantity"]
        filledValue = try columns["filled_value"]
        reason = try columns["reason"]
        updatedAt = try columns["updated_at"]
    }

    func cells() throws -> [DatabaseValue] {
        [
            id.cell, signalID.cell, positionID.cell, purpose.exitReason.cell,
            try JSONColumn.cell(contract: contract), side.cell, quantity.cell, type.limitPrice.cell,
            venue.cell, status.cell, filledQuantity.cell, filledValue.cell, reason.cell,
            createdAt.cell, updatedAt.cell,
        ]
    }
}

extension OrderPurpose {
    /// Why a position is reduced; NULL stands for an entry.
    fileprivate var exitReason: ExitReason? {
        switch self {
        case .entry: nil
        case .exit(let reason): reason
        }
    }
}

extension OrderType {
    /// The limit; NULL stands for a market order.
    fileprivate var limitPrice: Price? {
        switch self {
        case .market: nil
        case .limit(let price): price
        }
    }
}
