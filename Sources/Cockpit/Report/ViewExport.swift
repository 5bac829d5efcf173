/// A list as it is on the screen, filtered and sorted, ready to be written to a file.
public struct ViewExport: Hashable, Sendable {
    /// How it is written.
    public enum Format: String, CaseIterable, Sendable {
        /// The columns, one row a line, as RFC 4180 says; numbers are plain so that a spreadsheet can add them up.
        case csv
        /// The rows with all that the desk knows of them, amounts in paise.
        case json
    }

    /// The list's name as part of a file name, such as `dead-letters`.
    public let view: String
    /// How it is written.
    public let format: Format
    /// The number of rows.
    public let rows: Int
    /// The whole file.
    public let text: String

    /// Makes an export.
    ///
    /// - Parameters:
    ///   - view: The list's name, as part of a file name.
    ///   - format: How it is written.
    ///   - rows: The number of rows.
    ///   - text: The whole file.
    public init(view: String, format: Format, rows: Int, text: String) {
        self.view = view
        self.format = format
        self.rows = rows
        self.text = text
    }
}
