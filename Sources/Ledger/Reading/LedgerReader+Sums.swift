internal import GRDB
public import Trading

extension LedgerReader {
    /// Holds every position and order against the sum of its fills.
    ///
    /// - Returns: The sums, and what does not agree with them.
    /// - Throws: `LedgerError` when it cannot be read.
    /// - Complexity: O(n) in the fills, orders and positions there ever were.
    public func accountCheck() async throws(LedgerError) -> AccountCheck {
        try await read { db in
            try db.accountCheck()
        }
    }
}

private let positionsOutOfStep = """
    SELECT p.id FROM positions AS p LEFT JOIN fills AS f ON f.position_id = p.id
    GROUP BY p.row
    HAVING p.bought_quantity <> coalesce(sum(f.quantity) FILTER (WHERE f.side = 'BUY'), 0)
        OR p.sold_quantity <> coalesce(sum(f.quantity) FILTER (WHERE f.side = 'SELL'), 0)
        OR p.bought_value <> coalesce(sum(f.quantity * f.price) FILTER (WHERE f.side = 'BUY'), 0)
        OR p.sold_value <> coalesce(sum(f.quantity * f.price) FILTER (WHERE f.side = 'SELL'), 0)
        OR p.charges <> coalesce(sum(f.charges), 0)
    ORDER BY p.row
    """

private let ordersOutOfStep = """
    SELECT o.id FROM orders AS o LEFT JOIN fills AS f ON f.order_id = o.id
    GROUP BY o.row
    HAVING o.filled_quantity <> coalesce(sum(f.quantity), 0)
        OR o.filled_value <> coalesce(sum(f.quantity * f.price), 0)
    ORDER BY o.row
    """

extension Database {
    /// Holds every position and order against the sum of its fills.
    func accountCheck() throws -> AccountCheck {
        AccountCheck(
            fills: try fillTotals(""),
            positionsOutOfStep: try String.fetchAll(self, sql: positionsOutOfStep)
                .map(PositionID.init),
            ordersOutOfStep: try String.fetchAll(self, sql: ordersOutOfStep)
                .compactMap(OrderID.init(stored:)))
    }

    private func fillTotals(_ condition: SQL) throws -> FillTotals {
        let request: SQLRequest<Row> = """
            SELECT count(*) AS count,
                coalesce(sum(quantity * price) FILTER (WHERE side = 'BUY'), 0) AS bought,
                coalesce(sum(quantity * price) FILTER (WHERE side = 'SELL'), 0) AS sold,
                coalesce(sum(charges), 0) AS charges
            FROM fills \(condition)
            """
        guard let row = try request.fetchOne(self) else {
            return FillTotals(count: 0, bought: .zero, sold: .zero, charges: .zero)
        }
        return FillTotals(
            count: row["count"], bought: Money(paise: row["bought"]),
            sold: Money(paise: row["sold"]), charges: Money(paise: row["charges"]))
    }
}
