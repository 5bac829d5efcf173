import Terminal
import Trading

/// One part of the screen.
///
/// A pane holds nothing: it draws from the snapshot and from what the model remembers for it.
protocol Pane: Sendable {
    var id: PaneID { get }
    var title: String { get }
    /// The order in which its rows start.
    var initialSort: ListState.SortOrder? { get }

    /// Draws the pane, frame included.
    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas)

    /// Returns the rows shown, filtered and sorted, with the count of all rows and what is wrong
    /// with the filter.
    func ordering(_ context: PaneContext) -> PaneOrdering

    /// Returns how many rows are visible in an area, and the widths that they need.
    func measure(in area: Rect, context: PaneContext) -> PaneMeasure

    /// Returns what a place of the pane is.
    func hit(_ point: Point, in area: Rect, context: PaneContext) -> PaneHit

    /// The titles of the columns that can be sorted by, from left to right.
    var sortable: [String] { get }

    /// Returns a row in full, one page after the other; none when it is gone.
    func pages(of row: RowID, width: Int, context: PaneContext) -> [PaneDetail]

    /// Returns the signal whose trade a row belongs to, if it belongs to one.
    func signalID(of row: RowID, context: PaneContext) -> String?

    /// Returns the rows that a filter lets through, whatever filter is in force.
    func matches(_ filter: RowFilter, context: PaneContext) -> Set<RowID>

    /// Returns whether a row is over, so that nobody needs to keep an eye on it.
    func isOver(_ row: RowID, context: PaneContext) -> Bool

    /// Returns the rows that are the same case as a row, itself among them.
    func alike(_ row: RowID, context: PaneContext) -> Set<RowID>

    /// Returns what the word being typed in a filter may become, the likeliest first.
    func completions(of word: String, context: PaneContext) -> [String]

    /// What its signs and columns mean, for the help.
    var legend: [LegendLine] { get }

    /// Returns a row as one line of text and as the value that JSON is made from.
    func record(of row: RowID, context: PaneContext) -> PaneRecord?

    /// Returns what is copied of a pane that is not a list, as a line and as the value that JSON is made from.
    func summary(_ context: PaneContext) -> PaneRecord?

    /// Returns the pane as aligned lines of text, without escapes.
    func report(_ context: PaneContext, columns: Int) -> [String]

    /// Returns the pane's rows for a file, or `nil` for a pane that has nothing to write.
    func export(_ context: PaneContext, as format: ViewExport.Format) -> ViewExport?
}

/// The rows of a pane from top to bottom.
struct PaneOrdering: Sendable {
    var rows: [RowID] = []
    /// The heading that a row stands under, for those that have one.
    var headings: [RowID: RowID] = [:]
    var total = 0
    var problem: String?
}

/// What a pane needs in an area.
struct PaneMeasure: Sendable {
    var visibleRows = 0
    var widths: [String: Int] = [:]
    /// How many columns found no room at the right.
    var hiddenColumns = 0
}

/// What lies under the mouse.
enum PaneHit: Sendable, Equatable {
    case nothing
    case header(column: String)
    case row(RowID)
}

/// A row in full, or one page of it.
struct PaneDetail: Sendable {
    var title: String
    var lines: [StyledText]
    /// The word that stands for the page where there are several.
    var tab = "details"
}

/// A row to be copied.
struct PaneRecord: Sendable {
    var line: String
    var value: any Encodable & Sendable
}

extension Pane {
    var initialSort: ListState.SortOrder? { nil }
    var sortable: [String] { [] }
    func ordering(_ context: PaneContext) -> PaneOrdering { PaneOrdering() }
    func measure(in area: Rect, context: PaneContext) -> PaneMeasure { PaneMeasure() }
    func hit(_ point: Point, in area: Rect, context: PaneContext) -> PaneHit { .nothing }
    func pages(of row: RowID, width: Int, context: PaneContext) -> [PaneDetail] { [] }
    func signalID(of row: RowID, context: PaneContext) -> String? { nil }
    func matches(_ filter: RowFilter, context: PaneContext) -> Set<RowID> { [] }
    func isOver(_ row: RowID, context: PaneContext) -> Bool { false }
    func alike(_ row: RowID, context: PaneContext) -> Set<RowID> { [] }
    func completions(of word: String, context: PaneContext) -> [String] { [] }
    var legend: [LegendLine] { [] }
    func record(of row: RowID, context: PaneContext) -> PaneRecord? { nil }
    func summary(_ context: PaneContext) -> PaneRecord? { nil }
    func report(_ context: PaneContext, columns: Int) -> [String] { [] }
    func export(_ context: PaneContext, as format: ViewExport.Format) -> ViewExport? { nil }

    /// The title with the digit that goes to the pane.
    var numberedTitle: String { "\(id.digit) \(title)" }
}
