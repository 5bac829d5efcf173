extension LedgerSchema {
    /// What was measured of the handlers' attempts at the journal's events, so that a signal's story can be told
    /// by another process and after a restart.
    ///
    /// Ids of events are ordered by time, so rows are appended.
    static let version3 = """
        CREATE TABLE attempts (
            event_id TEXT NOT NULL,
            handler TEXT NOT NULL,
            number INTEGER NOT NULL CHECK (number > 0),
            wait_nanoseconds INTEGER NOT NULL,
            run_nanoseconds INTEGER NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN ('DONE', 'FAILED', 'TIMED OUT')),
            error TEXT,
            PRIMARY KEY (event_id, handler, number),
            CHECK ((error IS NOT NULL) = (outcome = 'FAILED'))
        ) STRICT, WITHOUT ROWID;
        """
}
