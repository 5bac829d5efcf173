/// What stands in one line of a list.
enum ListLine<Row: Sendable>: Sendable {
    case row(Row)
    /// What the rows below it have in common.
    case heading(RowGroup)

    /// The row; `nil` for a heading.
    var row: Row? {
        if case .row(let row) = self { row } else { nil }
    }
}
