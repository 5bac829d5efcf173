extension Rect {
    /// Returns the first rows and the rest.
    ///
    /// - Parameter rows: The height of the first part, cut to the height there is.
    /// - Returns: The upper part and what remains below it.
    public func splitTop(_ rows: Int) -> (top: Rect, rest: Rect) {
        let taken = min(max(0, rows), height)
        return (
            Rect(x: x, y: y, width: width, height: taken),
            Rect(x: x, y: y + taken, width: width, height: height - taken)
        )
    }

    /// Returns the last rows and the rest.
    ///
    /// - Parameter rows: The height of the last part, cut to the height there is.
    /// - Returns: What remains above, and the lower part.
    public func splitBottom(_ rows: Int) -> (rest: Rect, bottom: Rect) {
        let (rest, bottom) = splitTop(height - min(max(0, rows), height))
        return (rest, bottom)
    }

    /// Returns the first columns and the rest.
    ///
    /// - Parameter columns: The width of the first part, cut to the width there is.
    /// - Returns: The left part and what remains right of it.
    public func splitLeft(_ columns: Int) -> (left: Rect, rest: Rect) {
        let taken = min(max(0, columns), width)
        return (
            Rect(x: x, y: y, width: taken, height: height),
            Rect(x: x + taken, y: y, width: width - taken, height: height)
        )
    }

    /// Returns the last columns and the rest.
    ///
    /// - Parameter columns: The width of the last part, cut to the width there is.
    /// - Returns: What remains on the left, and the right part.
    public func splitRight(_ columns: Int) -> (rest: Rect, right: Rect) {
        let (rest, right) = splitLeft(width - min(max(0, columns), width))
        return (rest, right)
    }

    /// Returns columns that share the width in proportion to their weights.
    ///
    /// The parts always cover the rectangle exactly, without gap or overlap.
    ///
    /// - Parameter weights: One weight a column; a weight below zero counts as zero.
    /// - Returns: The columns from left to right, one for each weight.
    public func columns(weights: [Int]) -> [Rect] {
        Rect.edges(of: width, weights: weights).map { start, end in
            Rect(x: x + start, y: y, width: end - start, height: height)
        }
    }

    /// Returns rows that share the height in proportion to their weights.
    ///
    /// The parts always cover the rectangle exactly, without gap or overlap.
    ///
    /// - Parameter weights: One weight a row; a weight below zero counts as zero.
    /// - Returns: The rows from top to bottom, one for each weight.
    public func rows(weights: [Int]) -> [Rect] {
        Rect.edges(of: height, weights: weights).map { start, end in
            Rect(x: x, y: y + start, width: width, height: end - start)
        }
    }

    /// The single rows of the rectangle, from top to bottom.
    public var rows: [Rect] {
        (0..<height).map { Rect(x: x, y: y + $0, width: width, height: 1) }
    }

    private static func edges(of length: Int, weights: [Int]) -> [(start: Int, end: Int)] {
        let total = weights.reduce(0) { $0 + max(0, $1) }
        var sum = 0
        var start = 0
        return weights.map { weight in
            sum += max(0, weight)
            let end = total == 0 ? 0 : length * sum / total
            defer { start = end }
            return (start, end)
        }
    }
}
