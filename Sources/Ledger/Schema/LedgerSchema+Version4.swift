extension LedgerSchema {
    /// A signal remembers how a contract was looked for: the candidates, their scores, and what was left out.
    ///
    /// Signals of before have nothing there.
    static let version4 = "ALTER TABLE signals ADD COLUMN choice TEXT;"
}
