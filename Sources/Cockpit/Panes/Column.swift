import Terminal

/// A column of a table, as data: what it says, how wide it may be, and how soon it gives way.
struct Column<Row: Sendable>: Sendable {
    typealias Text = @Sendable (Row, PaneContext) -> StyledText
    typealias Drawing = @Sendable (Row, Int, PaneContext) -> StyledText

    /// What stands in a column.
    enum Content: Sendable {
        /// Figures: right-aligned, as wide as the widest of them, never cut.
        case figures(Text)
        /// Words: left-aligned, cut with an ellipsis below their natural width.
        case words(minimum: Int, maximum: Int, Text)
        /// A drawing that fills the width it is given. Columns that matter less leave before it has
        /// less than a comfortable width.
        case drawing(widths: ClosedRange<Int>, comfortable: Int, Drawing)
    }

    /// The header, unit included.
    let title: String
    /// 1 stays longest when the room is short.
    let priority: Int
    /// What the rows are sorted by under this column; `nil` for one that cannot be sorted by.
    let sortKey: (@Sendable (Row) -> SortKey)?
    let content: Content
    /// Whether a cell that has just changed stands out until the next snapshot.
    ///
    /// Not where cells change all the time: what always stands out does not.
    private(set) var flashes = false

    /// The column, with cells that stand out when they have just changed.
    var flashing: Column {
        var column = self
        column.flashes = true
        return column
    }

    /// Makes a column of figures.
    static func figures(
        _ title: String, priority: Int, sort: (@Sendable (Row) -> SortKey)? = nil,
        _ text: @escaping Text
    ) -> Column {
        Column(title: title, priority: priority, sortKey: sort, content: .figures(text))
    }

    /// Makes a column of words.
    static func words(
        _ title: String, priority: Int, _ widths: ClosedRange<Int>,
        sort: (@Sendable (Row) -> SortKey)? = nil, _ text: @escaping Text
    ) -> Column {
        Column(
            title: title, priority: priority, sortKey: sort,
            content: .words(minimum: widths.lowerBound, maximum: widths.upperBound, text))
    }

    /// Makes a column of drawings.
    static func drawing(
        _ title: String, priority: Int, _ widths: ClosedRange<Int>,
        comfortable: Int? = nil, _ draw: @escaping Drawing
    ) -> Column {
        Column(
            title: title, priority: priority, sortKey: nil,
            content: .drawing(
                widths: widths, comfortable: comfortable ?? widths.lowerBound, draw))
    }
}

/// What rows are put in order by.
enum SortKey: Sendable, Comparable {
    case number(Double)
    case text(String)
}
