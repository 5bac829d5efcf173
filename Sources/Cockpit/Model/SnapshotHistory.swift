import Trading

/// The last snapshots, oldest first, for stepping back in time.
///
/// Lists that did not change from one snapshot to the next are kept once.
struct SnapshotHistory: Sendable {
    /// How many are kept.
    static let limit = 600

    private var ring: [DeskSnapshot] = []
    /// The place of the oldest once the ring is full.
    private var start = 0

    /// How many there are.
    var count: Int { ring.count }

    /// The newest.
    var last: DeskSnapshot? { count == 0 ? nil : self[count - 1] }

    /// The one before the newest.
    var beforeLast: DeskSnapshot? { count < 2 ? nil : self[count - 2] }

    /// Returns the snapshot at an index, 0 for the oldest.
    subscript(index: Int) -> DeskSnapshot { ring[(start + index) % ring.count] }

    /// Adds the newest one, and drops the oldest when there are too many.
    mutating func push(_ snapshot: DeskSnapshot) {
        var snapshot = snapshot
        if let last {
            // Equal arrays of strings are the bulk of a snapshot: keep one buffer of them.
            if snapshot.deadLetters.rows == last.deadLetters.rows {
                snapshot.deadLetters.rows = last.deadLetters.rows
            }
            if snapshot.signals == last.signals { snapshot.signals = last.signals }
            if snapshot.log == last.log { snapshot.log = last.log }
        }
        if ring.count < Self.limit {
            ring.append(snapshot)
        } else {
            ring[start] = snapshot
            start = (start + 1) % Self.limit
        }
    }
}
