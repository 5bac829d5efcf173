extension LedgerSchema {
    /// Orders and positions that hold more than was asked for.
    ///
    /// The first shape refused an order that was filled beyond its quantity, and a position that was
    /// sold beyond what was bought. Both can happen at a venue, and what happened must be in the
    /// books. A check cannot be taken off a table, so the two tables are made anew.
    static let version2 = """
        CREATE TABLE orders_new (
            row INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            signal_id TEXT NOT NULL REFERENCES signals (id),
            position_id TEXT NOT NULL,
            exit_reason TEXT,
            contract TEXT NOT NULL,
            side TEXT NOT NULL,
            quantity INTEGER NOT NULL CHECK (quantity > 0),
            limit_price INTEGER,
            venue TEXT NOT NULL,
            status TEXT NOT NULL,
            filled_quantity INTEGER NOT NULL CHECK (filled_quantity >= 0),
            filled_value INTEGER NOT NULL,
            reason TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;
        INSERT INTO orders_new SELECT * FROM orders;
        DROP TABLE orders;
        ALTER TABLE orders_new RENAME TO orders;
        CREATE INDEX orders_by_status ON orders (status);
        CREATE INDEX orders_by_signal ON orders (signal_id);

        CREATE TABLE positions_new (
            row INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            signal_id TEXT NOT NULL REFERENCES signals (id),
            strategy TEXT NOT NULL,
            action TEXT NOT NULL,
            contract TEXT NOT NULL,
            status TEXT NOT NULL,
            bought_quantity INTEGER NOT NULL CHECK (bought_quantity >= 0),
            sold_quantity INTEGER NOT NULL CHECK (sold_quantity >= 0),
            bought_value INTEGER NOT NULL,
            sold_value INTEGER NOT NULL,
            charges INTEGER NOT NULL,
            stop INTEGER NOT NULL,
            is_stop_raised INTEGER NOT NULL CHECK (is_stop_raised IN (0, 1)),
            target INTEGER NOT NULL,
            second_target INTEGER,
            peak INTEGER NOT NULL,
            mark INTEGER,
            marked_at INTEGER,
            has_booked_partial INTEGER NOT NULL CHECK (has_booked_partial IN (0, 1)),
            mode TEXT NOT NULL,
            thesis_stop INTEGER NOT NULL,
            thesis_target INTEGER NOT NULL,
            exit_ordinals TEXT NOT NULL,
            working_exit TEXT,
            exit_reason TEXT,
            opened_at INTEGER NOT NULL,
            closed_at INTEGER,
            version INTEGER NOT NULL
        ) STRICT;
        INSERT INTO positions_new SELECT * FROM positions;
        DROP TABLE positions;
        ALTER TABLE positions_new RENAME TO positions;
        CREATE INDEX positions_by_signal ON positions (signal_id);
        CREATE INDEX positions_by_status ON positions (status);
        CREATE INDEX positions_by_close ON positions (closed_at);
        """
}
