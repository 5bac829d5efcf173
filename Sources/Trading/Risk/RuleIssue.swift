/// A value of the rules that makes no sense.
public struct RuleIssue: Hashable, Sendable, CustomStringConvertible {
    /// The property, such as `stopPercent`.
    public var field: String
    /// What was found and what was expected.
    public var reason: String

    /// The issue in one line.
    public var description: String { "\(field): \(reason)" }
}

/// Collects the values that lie outside their range.
struct RuleCheck {
    private(set) var issues: [RuleIssue] = []

    mutating func expect(_ value: Double?, in range: ClosedRange<Double>, _ field: String) {
        guard let value, !range.contains(value) else { return }
        issues.append(
            RuleIssue(
                field: field,
                reason: "found \(value), expected \(range.lowerBound) to \(range.upperBound)"))
    }

    mutating func expect(_ isTrue: Bool, _ field: String, _ reason: String) {
        if !isTrue { issues.append(RuleIssue(field: field, reason: reason)) }
    }
}
