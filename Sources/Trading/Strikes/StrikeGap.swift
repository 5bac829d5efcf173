/// The usual distance between the strikes of a chain.
public enum StrikeGap {
    /// Finds the distance between neighbouring strikes that is most frequent.
    ///
    /// Strikes of all expiries are laid over each other: months far away list few strikes, and their
    /// wide gaps would hide the grid that traders use.
    ///
    /// - Parameter strikes: Strikes in any order, repeated or not.
    /// - Returns: The gap, the smaller one where two are equally frequent; `nil` below two strikes.
    /// - Complexity: O(n log n) in the number of strikes.
    public static func modal(of strikes: some Sequence<Price>) -> Price? {
        let sorted = Set(strikes.lazy.map(\.paise)).sorted()
        var counts: [Int64: Int] = [:]
        for (lower, upper) in zip(sorted, sorted.dropFirst()) {
            // Only a damaged list holds strikes so far apart that their distance is no number.
            let (gap, isTooWide) = upper.subtractingReportingOverflow(lower)
            if !isTooWide { counts[gap, default: 0] += 1 }
        }
        return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
            .map { Price(paise: $0.key) }
    }
}
