/// The round values of an axis: multiples of 1, 2 or 5 times a power of ten.
enum RoundTicks {
    /// Returns the round values inside a range.
    ///
    /// - Parameters:
    ///   - range: The values of both ends; finite.
    ///   - count: The most that are wanted, at least 1; where there would be one alone, up to twice as many.
    ///   - least: The finest step that means anything, such as one event or one paisa; above 0.
    /// - Returns: The values, from the lowest to the highest; none where the range holds no round one.
    /// - Complexity: O(count), and the logarithm of the range.
    static func values(
        in range: ClosedRange<Double>, atMost count: Int, least: Double
    ) -> [Double] {
        let span = range.upperBound - range.lowerBound
        guard count >= 1, span > 0, span.isFinite, least > 0 else { return [] }
        var decade = least
        let wanted = span / Double(count)
        while decade * 10 <= wanted { decade *= 10 }
        let steps = [1, 2, 5, 10].map { $0 * decade }
        let place = steps.firstIndex { $0 >= wanted } ?? steps.count - 1
        let values = multiples(of: steps[place], in: range)
        // One value says nothing of how far it is to the next: rather some more than were wanted.
        guard values.count < 2, count > 1, place > 0 else { return values }
        return multiples(of: steps[place - 1], in: range)
    }

    private static func multiples(of step: Double, in range: ClosedRange<Double>) -> [Double] {
        let first = (range.lowerBound / step).rounded(.up)
        let last = (range.upperBound / step).rounded(.down)
        guard first <= last else { return [] }
        return stride(from: first, through: last, by: 1).map { $0 * step }
    }
}
