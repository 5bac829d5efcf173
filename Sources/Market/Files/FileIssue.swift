/// One thing that is wrong in a file: where it is, and what was found instead of what.
public struct FileIssue: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named; `-` for standard input.
    public var path: String
    /// The line, from 1.
    public var line: Int
    /// The column's name, or its number for files without named columns; `nil` for the whole line.
    public var column: String?
    /// The kind of defect, the same words for the same defect: what a count is kept of.
    public var reason: String
    /// What was found, shortened.
    public var detail: String

    /// Makes an issue.
    ///
    /// - Parameters:
    ///   - path: The file as it was named.
    ///   - line: The line, from 1.
    ///   - column: The column's name or number, `nil` for the whole line.
    ///   - reason: The kind of defect.
    ///   - detail: What was found.
    public init(path: String, line: Int, column: String?, reason: String, detail: String = "") {
        self.path = path
        self.line = line
        self.column = column
        self.reason = reason
        self.detail = detail
    }

    /// The issue as `file:line: column: reason (found …)`.
    public var description: String {
        let place = column.map { "\(path):\(line): \($0): " } ?? "\(path):\(line): "
        return place + reason + (detail.isEmpty ? "" : " (found \(detail))")
    }
}
