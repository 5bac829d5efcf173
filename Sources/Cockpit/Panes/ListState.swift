/// What a list remembers between two snapshots: order, selection, marks, filter and widths.
struct ListState: Sendable, Equatable {
    /// The rows shown, from top to bottom.
    var order: [RowID] = []
    /// How many rows there are without the filter.
    var total = 0
    /// The selected row.
    private(set) var selection: RowID?
    /// Whether a person has chosen it; until then the row at the top is the selected one.
    private var isChosen = false
    /// The number of the first row on the screen.
    var top = 0
    /// How many rows the screen had room for the last time.
    private(set) var room = 0
    /// Rows marked for a bulk action.
    var marks: Set<RowID> = []
    var filter = RowFilter()
    /// What is wrong with the filter.
    var filterProblem: String?
    /// The column the rows are sorted by; `nil` for the desk's own order.
    var sort: SortOrder?
    /// Whether the newest row stays selected.
    private(set) var isFollowing = false
    /// The widths the columns have grown to, by title: a column never shrinks under the eye.
    var widths: [String: Int] = [:]
    /// The lowest level of event shown, where the list has levels.
    var level = 1
    /// How many columns after the first were scrolled past.
    var skippedColumns = 0
    /// The filter that was used last; the keys for the next match go by it.
    var search = RowFilter()
    /// The row where the range being marked began.
    var anchor: RowID?

    init(sort: SortOrder? = nil, isFollowing: Bool = false) {
        self.sort = sort
        self.isFollowing = isFollowing
    }

    /// A column to sort by.
    struct SortOrder: Hashable, Sendable {
        var column: String
        var isDescending: Bool
    }

    /// The selected row's number.
    var selectedIndex: Int? { selection.flatMap { order.firstIndex(of: $0) } }

    /// The marked rows that are shown, from top to bottom: "all" is what is on the screen.
    var shownMarks: [RowID] {
        let marked = marks.union(range)
        return order.filter { !$0.isHeading && marked.contains($0) }
    }

    /// The rows without the headings.
    var shownRows: [RowID] { order.filter { !$0.isHeading } }

    /// The rows from the one where the range began to the selected one.
    var range: ArraySlice<RowID> {
        guard let anchor, let start = order.firstIndex(of: anchor), let end = selectedIndex else {
            return []
        }
        return order[min(start, end)...max(start, end)]
    }

    /// Begins a range at the selected row, or marks the range that has begun.
    mutating func toggleRange() {
        if anchor == nil {
            anchor = selection
        } else {
            marks.formUnion(range.filter { !$0.isHeading })
            anchor = nil
        }
    }

    /// Selects the next of some rows, starting over at the other end.
    ///
    /// - Returns: Whether there is one.
    mutating func move(toNextOf rows: Set<RowID>, step: Int) -> Bool {
        guard !order.isEmpty else { return false }
        let start = selectedIndex ?? 0
        for distance in 1...order.count {
            let index = (start + step * distance % order.count + order.count) % order.count
            if rows.contains(order[index]) {
                select(order[index])
                return true
            }
        }
        return false
    }

    /// Takes a new order and keeps the selection on its row.
    ///
    /// - Parameters:
    ///   - fresh: The rows in their new order.
    ///   - headings: The heading that a row stands under, for those that have one.
    ///   - isHeld: Whether rows keep their places: those that are gone close ranks, and new ones
    ///     come at the end, or at the end of what stands under their heading.
    mutating func reorder(_ fresh: [RowID], under headings: [RowID: RowID] = [:], isHeld: Bool) {
        let old = order
        let isAtNewest = isFollowing && (selectedIndex ?? 0) == 0
        if isAtNewest {
            order = fresh
            selection = fresh.first
            return
        }
        if isHeld, !old.isEmpty {
            let present = Set(fresh)
            let known = Set(old)
            order = old.filter(present.contains)
            for row in fresh where !known.contains(row) {
                // Below another heading it would be read as one of that case.
                let place: Int? =
                    if row.isHeading {
                        nil
                    } else if let heading = headings[row] {
                        order.lastIndex { $0 == heading || headings[$0] == heading }.map { $0 + 1 }
                    } else {
                        order.firstIndex(where: \.isHeading)
                    }
                order.insert(row, at: place ?? order.count)
            }
        } else {
            order = fresh
        }
        guard isChosen, let current = selection else {
            selection = order.first
            return
        }
        guard !order.contains(current) else { return }
        // The row is gone: the one that took its place is the least surprising.
        let index = old.firstIndex(of: current) ?? 0
        selection = order.isEmpty ? nil : order[min(index, order.count - 1)]
    }

    /// Lets go of the chosen row: the one at the top is the selected one again.
    mutating func release() {
        isChosen = false
        selection = order.first
    }

    /// Moves the selection by rows, stopping at both ends.
    mutating func move(by rows: Int) {
        guard !order.isEmpty else { return }
        let index = (selectedIndex ?? 0) + rows
        select(order[min(order.count - 1, max(0, index))])
    }

    /// Selects a row and stays on it wherever it goes.
    mutating func select(_ row: RowID) {
        selection = row
        isChosen = true
    }

    /// Moves the window over the rows; the selected one changes only when it would be left behind, so that no key acts
    /// on what cannot be seen.
    mutating func scroll(by rows: Int) {
        let last = max(0, order.count - room)
        top = min(last, max(0, top + rows))
        // Who comes back to the newest row of a list that follows it follows again.
        if isFollowing, rows < 0, top == 0, let newest = order.first { return select(newest) }
        guard let index = selectedIndex, room > 0 else { return }
        let seen = min(max(index, top), top + room - 1)
        if seen != index { select(order[seen]) }
    }

    /// Follows the newest row, or holds the one that is selected now.
    mutating func toggleFollowing() {
        isFollowing.toggle()
        isChosen = true
        if isFollowing { selection = order.first }
    }

    /// Brings the selected row into a window of so many rows.
    mutating func scroll(toShow rows: Int) {
        room = max(0, rows)
        guard rows > 0 else { return }
        if let index = selectedIndex {
            top = min(max(top, index - rows + 1), index)
        }
        top = max(0, min(top, order.count - rows))
    }
}
