import Terminal

/// Rows that are one case, under a heading that can be selected and acted on as a whole.
struct RowGroup: Sendable {
    let id: RowID
    /// What the rows have in common.
    let title: StyledText
    /// The rows in their order.
    var rows: [RowID]
    /// What more there is to say of them.
    var notes: [StyledText] = []

    /// Writes the heading: how many, and what they have in common.
    func heading(_ context: PaneContext) -> StyledText {
        var text = StyledText("\(context.glyphs.sortDown) ", .uiMuted)
        text.append(
            "\(context.figures.count(rows.count)) \(context.glyphs.times) ", .uiHeader, .bold)
        return text + title
    }

    /// Writes the page of the whole case.
    func page(width: Int, _ context: PaneContext) -> PaneDetail {
        PaneDetail(
            title: "\(context.figures.count(rows.count)) of a kind",
            lines: ([title] + notes).flatMap { $0.wrapped(to: width) })
    }

    /// Which heading each row stands under; rows that are a case of their own are left out.
    static func headings(of groups: [RowGroup]) -> [RowID: RowID] {
        var headings: [RowID: RowID] = [:]
        for group in groups {
            for row in group.rows { headings[row] = group.id }
        }
        return headings
    }

    /// Brings rows under their headings.
    ///
    /// Those that are a case of their own come first, so that all below a heading, down to the next, belong to it.
    static func order(_ rows: [RowID], under groups: [RowGroup]) -> [RowID] {
        guard !groups.isEmpty else { return rows }
        var group: [RowID: Int] = [:]
        for (index, one) in groups.enumerated() {
            for row in one.rows { group[row] = index }
        }
        var done: Set<Int> = []
        let grouped = rows.flatMap { row -> [RowID] in
            guard let index = group[row], done.insert(index).inserted else { return [] }
            return [groups[index].id] + groups[index].rows
        }
        return rows.filter { group[$0] == nil } + grouped
    }
}
