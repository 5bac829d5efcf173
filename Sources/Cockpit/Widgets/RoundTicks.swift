/// The round values of an axis: multiples of 1, 2 or 5 times a power of ten.
enum RoundTicks {
    /// Returns the round values inside a range.
    ///
    /// - Parameters:
    ///   - range: The values of both ends; finite.
    ///   - count: The most that are wanted, at least 1.
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
        let step = [1, 2, 5, 10].map { $0 * decade }.first { $0 >= wanted } ?? decade * 10
        let first = (range.lowerBound / step).rounded(.up)
        let last = (range.upperBound / step).rounded(.down)
        guard first <= last else { return [] }
        return stride(from: first, through: last, by: 1).map { $0 * step }
    }
}
