/// What became of the rows of a file; every row is either loaded or counted under a reason.
public struct LoadTally: Hashable, Sendable {
    /// Issues kept in full; later ones are only counted.
    public static let keptIssues = 20

    /// Rows after the header.
    public private(set) var rowsRead = 0
    /// Rows that were taken, repaired ones included.
    public private(set) var rowsLoaded = 0
    /// Rows that were left out, by reason.
    public private(set) var skipped: [String: Int] = [:]
    /// Rows that were mended and taken, by reason.
    public private(set) var repaired: [String: Int] = [:]
    /// The first `keptIssues` issues in the order of the file.
    public private(set) var issues: [FileIssue] = []

    /// Makes an empty tally.
    public init() {}

    /// Rows that were left out.
    public var rowsSkipped: Int { skipped.values.reduce(0, +) }

    /// Counts a row that was taken.
    public mutating func loaded() {
        rowsRead += 1
        rowsLoaded += 1
    }

    /// Counts a row that was left out.
    ///
    /// - Parameter issue: What was wrong with it.
    public mutating func skippedRow(_ issue: FileIssue) {
        rowsRead += 1
        skipped[issue.reason, default: 0] += 1
        keep(issue)
    }

    /// Notes that a row, counted as loaded elsewhere, had to be mended.
    mutating func repairedRow(_ issue: FileIssue) {
        repaired[issue.reason, default: 0] += 1
        keep(issue)
    }

    private mutating func keep(_ issue: FileIssue) {
        if issues.count < Self.keptIssues { issues.append(issue) }
    }
}
