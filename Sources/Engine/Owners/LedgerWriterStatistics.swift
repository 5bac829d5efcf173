import Trading

/// What a ledger's writer has written.
struct LedgerWriterStatistics: Sendable, Equatable {
    /// Groups of units that were handed to the ledger together, and so cost one flush of the disk each.
    var flushes = 0
    /// Units in them that are durable.
    var units = 0
    /// The most units that shared one flush.
    var largestGroup = 0

    mutating func note(_ outcomes: [Result<CommitResult, LedgerError>]) {
        let durable = outcomes.count { $0 == .success(.committed) }
        guard durable > 0 else { return }
        flushes += 1
        units += durable
        largestGroup = max(largestGroup, durable)
    }
}
