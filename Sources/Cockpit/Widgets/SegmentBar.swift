import Terminal

/// One row of short facts, at the left and at the right; the least important go first when room is
/// short.
struct SegmentBar: Sendable {
    /// One fact of the row.
    struct Segment: Sendable {
        let text: StyledText
        /// The columns it takes; measured once, for the row is made to fit by leaving out one fact after the other.
        let width: Int
        /// 1 stays longest.
        var priority: Int
        /// What a click on it does.
        var action: Action?

        init(_ text: StyledText, priority: Int, action: Action? = nil) {
            self.text = text
            width = text.width
            self.priority = priority
            self.action = action
        }
    }

    /// A fact with its place.
    struct Placed: Sendable {
        var segment: Segment
        var x: Int
    }

    var left: [Segment] = []
    var right: [Segment] = []
    /// Columns between two facts.
    var gap = 2

    /// Returns the facts that fit, each with its column.
    func placed(in area: Rect) -> [Placed] {
        let inner = area.inset(columns: 1, rows: 0)
        var left = left.filter { !$0.text.isEmpty }
        var right = right.filter { !$0.text.isEmpty }
        func width(_ segments: [Segment]) -> Int {
            segments.reduce(0) { $0 + $1.width + gap } - (segments.isEmpty ? 0 : gap)
        }
        while width(left) + (left.isEmpty || right.isEmpty ? 0 : gap) + width(right) > inner.width {
            guard let worst = (left + right).map(\.priority).max() else { break }
            if let index = right.firstIndex(where: { $0.priority == worst }) {
                right.remove(at: index)
            } else if let index = left.lastIndex(where: { $0.priority == worst }) {
                left.remove(at: index)
            }
        }
        var result: [Placed] = []
        var x = inner.x
        for segment in left {
            result.append(Placed(segment: segment, x: x))
            x += segment.width + gap
        }
        x = inner.maxX - width(right)
        for segment in right {
            result.append(Placed(segment: segment, x: x))
            x += segment.width + gap
        }
        return result
    }

    /// Draws the row.
    func draw(in area: Rect, on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        canvas.within(area) { canvas in
            for item in placed(in: area) {
                canvas.put(item.segment.text, x: item.x, y: area.y)
            }
        }
    }
}
