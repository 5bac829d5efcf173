extension LedgerSchema {
    /// The first shape.
    ///
    /// Amounts are paise, times nanoseconds UTC since 1970, booleans 0 or 1. `row` is the order of
    /// arrival: wide rows are appended in that order, and only the narrow index of the key meets
    /// ids in any order.
    static let version1 = """
        PRAGMA application_id = \(applicationID);

        CREATE TABLE meta (
            key TEXT NOT NULL PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE state (
            key TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE signals (
            row INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            symbol TEXT NOT NULL,
            strategy TEXT NOT NULL,
            action TEXT NOT NULL,
            entry_price REAL,
            stop_loss REAL,
            target REAL,
            strength REAL,
            expected_move_percent REAL,
            timeframe TEXT,
            emitted_at INTEGER NOT NULL,
            origin TEXT NOT NULL,
            metadata TEXT NOT NULL,
            status TEXT NOT NULL,
            denial_code TEXT,
            denial_reason TEXT,
            contract TEXT,
            received_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            CHECK ((denial_code IS NULL) = (denial_reason IS NULL))
        ) STRICT;
        CREATE INDEX signals_by_status ON signals (status);
        CREATE INDEX signals_by_time ON signals (received_at);

        CREATE TABLE orders (
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
            filled_quantity INTEGER NOT NULL CHECK (filled_quantity BETWEEN 0 AND quantity),
            filled_value INTEGER NOT NULL,
            reason TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX orders_by_status ON orders (status);
        CREATE INDEX orders_by_signal ON orders (signal_id);

        CREATE TABLE fills (
            row INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            order_id TEXT NOT NULL REFERENCES orders (id),
            position_id TEXT NOT NULL,
            instrument INTEGER NOT NULL,
            side TEXT NOT NULL CHECK (side IN ('BUY', 'SELL')),
            quantity INTEGER NOT NULL CHECK (quantity > 0),
            price INTEGER NOT NULL,
            charges INTEGER NOT NULL,
            occurred_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX fills_by_order ON fills (order_id);
        CREATE INDEX fills_by_position ON fills (position_id);
        CREATE INDEX fills_by_time ON fills (occurred_at);

        CREATE TABLE positions (
            row INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            signal_id TEXT NOT NULL REFERENCES signals (id),
            strategy TEXT NOT NULL,
            action TEXT NOT NULL,
            contract TEXT NOT NULL,
            status TEXT NOT NULL,
            bought_quantity INTEGER NOT NULL CHECK (bought_quantity >= 0),
            sold_quantity INTEGER NOT NULL CHECK (sold_quantity BETWEEN 0 AND bought_quantity),
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
        CREATE INDEX positions_by_signal ON positions (signal_id);
        CREATE INDEX positions_by_status ON positions (status);
        CREATE INDEX positions_by_close ON positions (closed_at);

        CREATE TABLE dead_letters (
            row INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            handler TEXT NOT NULL,
            topic TEXT NOT NULL,
            error TEXT NOT NULL,
            event TEXT NOT NULL,
            attempts TEXT NOT NULL,
            died_at INTEGER NOT NULL,
            resolution TEXT,
            resolved_at INTEGER,
            CHECK ((resolution IS NULL) = (resolved_at IS NULL))
        ) STRICT;
        CREATE INDEX dead_letters_waiting ON dead_letters (died_at) WHERE resolution IS NULL;

        CREATE TABLE journal (
            row INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            run INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            topic TEXT NOT NULL,
            source TEXT NOT NULL,
            correlation_id TEXT,
            causation_id TEXT,
            schema_version INTEGER NOT NULL,
            occurred_at INTEGER NOT NULL,
            payload TEXT NOT NULL,
            UNIQUE (run, sequence)
        ) STRICT;
        CREATE INDEX journal_by_correlation ON journal (correlation_id)
            WHERE correlation_id IS NOT NULL;
        """
}
