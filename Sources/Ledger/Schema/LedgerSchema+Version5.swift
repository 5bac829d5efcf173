extension LedgerSchema {
    /// Finds the signals of a run among its many events, as a start has to.
    static let version5 = """
        CREATE INDEX journal_of_signals ON journal (run, sequence) WHERE topic = 'signal.generated';
        """
}
