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
    /// Whether it lies over the ribbon.
    var showsMoney: Bool

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
        // It lies over the ribbon: what that says of the money stays, as it was then.
        let ribbon = Ribbon(context: context)
        let money = [ribbon.day, ribbon.open, Ribbon.deadLetters(context)].map(\.plain)
            .joined(separator: "  ")
        guard showsMoney, DisplayWidth.of(short) + DisplayWidth.of(money) + 4 <= area.width else {
            return canvas.put(text, in: area, alignment: .centre, style: style)
        }
        let room = area.width - DisplayWidth.of(money) - 4
        let words = [long, middle].first { DisplayWidth.of($0) <= room } ?? short
        canvas.put(words, in: area.inset(columns: 1, rows: 0), style: style)
        canvas.put(money, in: area.inset(columns: 1, rows: 0), alignment: .right, style: style)
    }
}
