import Terminal
import Trading

/// The row that says that the screen shows the past.
struct FrozenBanner: Sendable {
    var context: PaneContext
    /// The place of the snapshot shown among those kept, from 1.
    var number: Int
    var count: Int
    /// Seconds since the snapshot was taken.
    var age: Double

    func draw(in area: Rect, on canvas: inout Canvas) {
        let style = Style(.modeFrozen, attributes: [.bold, .reverse])
        canvas.fill(area, style: style)
        let keys = context.keys
        // The market's time, as in the header and in every list.
        let short =
            "FROZEN at \(context.desk.marketTime.indiaClock)  \(context.figures.age(age)) ago"
        let middle = "\(short)  snapshot \(number) of \(count)"
        let long =
            "\(middle)  \(keys.name(of: .stepBack)) \(keys.name(of: .stepForward)) step  "
            + "\(keys.name(of: .freeze)) back to now"
        let text =
            [long, middle, short].first { DisplayWidth.of($0) <= area.width - 2 } ?? "FROZEN"
        canvas.put(text, in: area, alignment: .centre, style: style)
    }
}
