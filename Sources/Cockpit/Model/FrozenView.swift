import Trading

/// Snapshots of the past, with the one that is shown.
struct FrozenView: Sendable {
    var history: SnapshotHistory
    var index: Int

    var desk: DeskSnapshot { history[index] }

    /// Steps through the snapshots, stopping at both ends.
    mutating func step(by count: Int) {
        index = max(0, min(history.count - 1, index + count))
    }
}
