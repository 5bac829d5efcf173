/// The fully synchronised ledger, alone and under the whole desk, against SQLite's own interface with the same rows.
///
/// The ledger's share is what a durable trade costs; the desk's figure has everything else in it, the choice of the
/// contract before all.
enum LedgerComparisons {
    static let all = [
        Comparison(
            name: "durable signal, order and position", unit: "trades/s", must: .ratioAtLeast(0.6),
            peer: raw, measure: LedgerBenchmarks.entryRate),
        Comparison(
            name: "durable signal, order and position, against bare files", unit: "trades/s",
            must: .nothing, peer: file, measure: LedgerBenchmarks.entryRate),
        Comparison(
            name: "signal to open position, the whole desk", unit: "trades/s", must: .nothing,
            peer: raw, measure: LedgerBenchmarks.deskRate),
    ]

    private static let raw = Comparison.Peer(
        name: "raw SQLite, by hundreds", measure: LedgerBenchmarks.rawEntryRate)

    private static let file = Comparison.Peer(
        name: "write + fdatasync, by hundreds", measure: LedgerBenchmarks.rawFileRate)
}
