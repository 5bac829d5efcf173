/// The desk on a fully synchronised ledger against SQLite's own interface with the same rows.
enum LedgerComparisons {
    static let all = [
        Comparison(
            name: "durable signal to open position", unit: "trades/s", must: .ratioAtLeast(0.6),
            peer: Comparison.Peer(
                name: "raw SQLite, by hundreds", measure: LedgerBenchmarks.rawEntryRate),
            measure: LedgerBenchmarks.deskRate)
    ]
}
