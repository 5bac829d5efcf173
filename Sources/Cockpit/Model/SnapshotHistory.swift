import Trading

/// The snapshots of the last ten minutes, oldest first, for stepping back in time.
///
/// Of the last minute or so there is every one, of the time before one a second. Lists that did not change from one
/// snapshot to the next are kept once.
struct SnapshotHistory: Sendable {
    /// How many are kept of those that came last.
    static let limit = 600
    /// How many are kept of those before, a second apart.
    static let olderLimit = 540

    private var recent = Ring(limit: limit)
    private var older = Ring(limit: olderLimit)

    /// How many there are.
    var count: Int { older.slots.count + recent.slots.count }

    /// The newest.
    var last: DeskSnapshot? { count == 0 ? nil : self[count - 1] }

    /// The one before the newest.
    var beforeLast: DeskSnapshot? { count < 2 ? nil : self[count - 2] }

    /// Returns the snapshot at an index, 0 for the oldest.
    subscript(index: Int) -> DeskSnapshot {
        let early = older.slots.count
        return index < early
            ? older.slots[older.place(index)] : recent.slots[recent.place(index - early)]
    }

    /// Returns when a snapshot was taken and its handlers, without a copy of all the rest.
    func handlers(at index: Int) -> (takenAt: Timestamp, rows: [HandlerStatus]) {
        let early = older.slots.count
        guard index >= early else {
            let place = older.place(index)
            return (older.slots[place].takenAt, older.slots[place].handlers)
        }
        let place = recent.place(index - early)
        return (recent.slots[place].takenAt, recent.slots[place].handlers)
    }

    /// Adds rows to the newest one's events.
    mutating func addToLast(_ rows: ArraySlice<LogRow>) { recent.changeNewest { $0.log += rows } }

    /// Adds the newest one; of those for which there is no room one a second stays.
    mutating func push(_ snapshot: DeskSnapshot) {
        var snapshot = snapshot
        if let last {
            // Equal arrays of strings are the bulk of a snapshot: keep one buffer of them.
            if snapshot.deadLetters.rows == last.deadLetters.rows {
                snapshot.deadLetters.rows = last.deadLetters.rows
            }
            if snapshot.signals == last.signals { snapshot.signals = last.signals }
            if snapshot.log == last.log { snapshot.log = last.log }
            if snapshot.traces == last.traces { snapshot.traces = last.traces }
        }
        guard let dropped = recent.push(snapshot) else { return }
        let isDue =
            older.newest.map { dropped.takenAt.seconds(since: $0.takenAt) >= Self.secondsApart }
            ?? true
        if isDue { _ = older.push(dropped) }
    }

    /// A second, less what a period of snapshots may be off.
    private static let secondsApart = 0.95

    /// The last few of many.
    private struct Ring: Sendable {
        let limit: Int
        private(set) var slots: [DeskSnapshot] = []
        /// The place of the oldest once it is full.
        private var start = 0

        init(limit: Int) { self.limit = limit }

        var newest: DeskSnapshot? { slots.isEmpty ? nil : slots[place(slots.count - 1)] }

        mutating func changeNewest(_ change: (inout DeskSnapshot) -> Void) {
            guard !slots.isEmpty else { return }
            change(&slots[place(slots.count - 1)])
        }

        /// The place of the one at an index, 0 for the oldest.
        func place(_ index: Int) -> Int { (start + index) % slots.count }

        /// Adds the newest one.
        ///
        /// - Returns: The one that had to go.
        mutating func push(_ snapshot: DeskSnapshot) -> DeskSnapshot? {
            guard slots.count == limit else {
                slots.append(snapshot)
                return nil
            }
            defer {
                slots[start] = snapshot
                start = (start + 1) % limit
            }
            return slots[start]
        }
    }
}
