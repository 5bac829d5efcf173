import Terminal

/// How a list pane divides its area.
struct PaneArrangement: Sendable {
    /// The frame of the list; the area itself where it has none.
    var frame: Rect
    /// The room for the header and the rows.
    var table: Rect
    /// The room for the selected row in full.
    var detail = Rect.empty
    /// The frame of that room, where it has one of its own.
    var detailFrame: Rect?
    /// Whether the list is framed and has a header.
    var isFramed = true
    /// What stands at the right of a list that has no frame to say it in.
    var aside = StyledText.empty

    /// A framed list that fills an area.
    static func list(_ area: Rect) -> PaneArrangement {
        PaneArrangement(frame: area, table: area.inset())
    }

    /// A framed list with the selected row in full below it, where there is room for both.
    ///
    /// - Parameters:
    ///   - area: The pane's area.
    ///   - rows: The rows that the list is to keep.
    ///   - heights: The rows the detail needs and the most it can use.
    /// - Returns: Both, or the list alone.
    static func listAbove(
        _ area: Rect, rows: Int, heights: ClosedRange<Int>
    ) -> PaneArrangement {
        let inner = area.inset()
        let detail = min(heights.upperBound, inner.height - max(3, rows) - 2)
        guard detail >= heights.lowerBound else { return .list(area) }
        let (table, rest) = inner.splitTop(inner.height - detail - 1)
        return PaneArrangement(frame: area, table: table, detail: rest.splitTop(1).rest)
    }

    /// Two frames side by side: the list, and the selected row in full.
    static func listBeside(_ area: Rect, share: Int) -> PaneArrangement {
        let (left, right) = area.splitLeft(area.width * share / 100)
        return PaneArrangement(
            frame: left, table: left.inset(), detail: right.inset(), detailFrame: right)
    }

    /// A list without frame and header, for the lowest of screens.
    ///
    /// - Parameters:
    ///   - area: The pane's area.
    ///   - aside: What its rows make room for at the right.
    /// - Returns: The arrangement.
    static func bare(_ area: Rect, aside: StyledText) -> PaneArrangement {
        let room = aside.isEmpty ? 0 : aside.width + 1
        return PaneArrangement(
            frame: area, table: area.splitRight(room).rest, isFramed: false, aside: aside)
    }
}
