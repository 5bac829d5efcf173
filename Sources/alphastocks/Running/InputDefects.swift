import Market
import Trading

/// What was wrong in a file, or in several of one kind: told on standard error, in the log and as an event.
struct InputDefects: Sendable {
    /// How many are printed with their places; the log has more.
    private static let printed = 5

    /// What the files are, such as `instruments`.
    let name: String
    /// The first ones with their places.
    let issues: [FileIssue]
    private let skipped: [String: Int]
    private let repaired: [String: Int]

    /// - Returns: `nil` when nothing was wrong.
    init?(_ name: String, _ issues: [FileIssue], skipped: [String: Int], repaired: [String: Int]) {
        guard !skipped.isEmpty || !repaired.isEmpty else { return nil }
        self.name = name
        self.issues = issues
        self.skipped = skipped
        self.repaired = repaired
    }

    /// What is printed.
    var lines: [String] {
        let first = issues.prefix(Self.printed).map { "alphastocks: \($0)" }
        let total = (Array(skipped.values) + Array(repaired.values)).reduce(0, +)
        guard total > first.count else { return first }
        let more = first.isEmpty ? "\(total)" : "... and \(total - first.count) more"
        return first + ["alphastocks: \(more) in the \(name); in all \(counts)"]
    }

    /// What is told as one event.
    var sentence: String { counts + (issues.first.map { "; the first: \($0)" } ?? "") }

    /// The rows by what became of them, such as `2 skipped (not a number 2), 1 repaired (…)`.
    private var counts: String {
        [(skipped, "skipped"), (repaired, "repaired")].filter { !$0.0.isEmpty }
            .map { rows, what in Self.count(rows, what) }.joined(separator: ", ")
    }

    private static func count(_ rows: [String: Int], _ what: String) -> String {
        "\(IndianFormat.whole(Int64(rows.values.reduce(0, +)))) \(what) (\(rows.reasons))"
    }
}

extension [String: Int] {
    /// Reasons with their counts, the most frequent first.
    var reasons: String {
        sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.key) \(IndianFormat.whole(Int64($0.value)))" }.joined(separator: ", ")
    }
}
