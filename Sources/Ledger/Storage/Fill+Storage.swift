internal import GRDB
internal import Trading

extension Fill: StoredRecord {
    static let table = Table(
        "fills",
        columns: [
            "id", "order_id", "position_id", "instrument", "side", "quantity", "price", "charges",
            "occurred_at",
        ], keyedWithin: "order_id")

    init(_ columns: ColumnReader) throws {
        self.init(
            id: try columns["id"], orderID: try columns["order_id"],
            positionID: try columns["position_id"], instrument: try columns["instrument"],
            side: try columns["side"], quantity: try columns["quantity"],
            price: try columns["price"], charges: try columns["charges"],
            occurredAt: try columns["occurred_at"])
    }

    func cells() -> [DatabaseValue] {
        [
            id.cell, orderID.cell, positionID.cell, instrument.cell, side.cell, quantity.cell,
            price.cell, charges.cell, occurredAt.cell,
        ]
    }
}
