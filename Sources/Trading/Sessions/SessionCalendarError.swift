/// Every line of a calendar that cannot be read.
public struct SessionCalendarError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the calendar is called, such as its file's path.
    public var name: String
    /// The lines, in order; at least one.
    public var issues: [SessionCalendarIssue]

    /// All of them, one a line, as `file:line:column: reason`.
    public var description: String {
        issues.map { "\(name):\($0.line):\($0.column): \($0.reason)" }.joined(separator: "\n")
    }
}

/// A line of a calendar that cannot be read.
public struct SessionCalendarIssue: Hashable, Sendable {
    /// The line, counted from 1.
    public var line: Int
    /// The column, counted from 1.
    public var column: Int
    /// What was expected and what was found.
    public var reason: String
}
