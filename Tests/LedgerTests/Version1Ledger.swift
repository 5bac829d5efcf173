/// A ledger as version 1 made it, written down when version 1 was shipped.
///
/// It never changes: it stands for the files that lie on people's disks.
enum Version1Ledger {
    static let script = schema + rows

    private static let schema = """
        PRAGMA application_id = 1095521108;

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

        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('ledger.1');
        PRAGMA user_version = 1;
        """

    private static let contract = """
        {"expiry":{"daysSinceEpoch":20389},"id":{"token":12345},"isGenerated":false,"lotUnits":75,\
        "right":"CE","strike":{"paise":2500000},"tick":{"paise":5},\
        "tradingSymbol":"NIFTY25OCT25000CE","underlying":"NIFTY"}
        """

    private static let event = """
        {"id":"e1","occurredAt":{"nanoseconds":1759900000000000000},"payload":{"systemReady":\
        {"_0":{"subject":"desk","text":"ready"}}},"schemaVersion":1,"sequence":1,"source":"desk"}
        """

    private static let rows = """

        INSERT INTO meta (key, value) VALUES ('run', 7);
        INSERT INTO state (key, value) VALUES ('risk', 'HALTED');
        INSERT INTO signals (id, symbol, strategy, action, entry_price, stop_loss, target,
            emitted_at, origin, metadata, status, contract, received_at, updated_at)
        VALUES ('one', 'NIFTY', 'ema', 'BUY', 25000, 24900, 25200, 1759897800000000000,
            'file', '{}', 'ACTIVE', '\(contract)', 1759897800000000000, 1759897800000000000);
        INSERT INTO orders (id, signal_id, position_id, contract, side, quantity, venue, status,
            filled_quantity, filled_value, created_at, updated_at)
        VALUES ('E-one', 'one', 'P-one', '\(contract)', 'BUY', 75, 'PAPER', 'FILLED', 75, 750000,
            1759897800000000000, 1759897800000000000);
        INSERT INTO fills (id, order_id, position_id, instrument, side, quantity, price, charges,
            occurred_at)
        VALUES ('T-1', 'E-one', 'P-one', 12345, 'BUY', 75, 10000, 2500, 1759897800000000000);
        INSERT INTO positions (id, signal_id, strategy, action, contract, status, bought_quantity,
            sold_quantity, bought_value, sold_value, charges, stop, is_stop_raised, target, peak,
            has_booked_partial, mode, thesis_stop, thesis_target, exit_ordinals, opened_at, version)
        VALUES ('P-one', 'one', 'ema', 'BUY', '\(contract)', 'OPEN', 75, 0, 750000, 0, 2500,
            6500, 0, 16000, 0, 0, 'BALANCED', 2490000, 2520000,
            '{"TARGET":1}', 1759897800000000000, 1);
        INSERT INTO dead_letters (id, handler, topic, error, event, attempts, died_at)
        VALUES ('d-1', 'executor', 'system.ready', 'no quote', '\(event)',
            '[{"error":"no quote","failedAt":{"nanoseconds":1759900000000000000}}]',
            1759900000000000000);
        INSERT INTO journal (id, run, sequence, topic, source, schema_version, occurred_at, payload)
        VALUES ('e1', 7, 1, 'system.ready', 'desk', 1, 1759900000000000000,
            '{"systemReady":{"_0":{"subject":"desk","text":"ready"}}}');
        """
}
