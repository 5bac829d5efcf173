extension LedgerSchema {
    /// Tells fills apart within their order: an exchange may give the numbers of its trades anew each day.
    ///
    /// SQLite cannot take a constraint off a table, so the table is made again; the new key finds an order's fills too.
    static let version6 = """
        CREATE TABLE fills_of_orders (
            row INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            order_id TEXT NOT NULL REFERENCES orders (id),
            position_id TEXT NOT NULL,
            instrument INTEGER NOT NULL,
            side TEXT NOT NULL CHECK (side IN ('BUY', 'SELL')),
            quantity INTEGER NOT NULL CHECK (quantity > 0),
            price INTEGER NOT NULL,
            charges INTEGER NOT NULL,
            occurred_at INTEGER NOT NULL,
            UNIQUE (order_id, id)
        ) STRICT;
        INSERT INTO fills_of_orders SELECT
            row, id, order_id, position_id, instrument, side, quantity, price, charges, occurred_at
            FROM fills;
        DROP TABLE fills;
        ALTER TABLE fills_of_orders RENAME TO fills;
        CREATE INDEX fills_by_position ON fills (position_id);
        CREATE INDEX fills_by_time ON fills (occurred_at);
        """
}
