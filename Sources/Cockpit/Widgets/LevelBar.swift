import Terminal
import Trading

/// A position between its stop and its target: `S──┼──●───T`.
struct LevelBar: Sendable {
    let stop: Price
    let entry: Price
    let mark: Price?
    let target: Price
    /// The highest price so far, from which a trailing stop follows.
    var peak = Price.zero

    /// Returns the bar; the stop is at its left end and the target at its right end.
    ///
    /// A mark beyond either end stands on that end.
    func text(width: Int, glyphs: Glyphs) -> StyledText {
        guard width >= 5, target > stop else {
            return StyledText(String(repeating: " ", count: max(0, width)))
        }
        let span = Double(target.paise - stop.paise)
        func column(_ price: Price) -> Int {
            let fraction = Double(price.paise - stop.paise) / span
            return min(width - 1, max(0, Int((fraction * Double(width - 1)).rounded())))
        }
        let entryColumn = min(width - 2, max(1, column(entry)))
        let markColumn = mark.map(column)
        // Only a peak that the price has left says something.
        let peakColumn = peak > max(entry, mark ?? entry) ? column(peak) : nil
        var result = StyledText()
        for x in 0..<width {
            let lit = markColumn.map { (min($0, entryColumn)...max($0, entryColumn)).contains(x) }
            let isGain = (mark ?? entry) >= entry
            let lineRole: Role = lit == true ? (isGain ? .pnlGain : .pnlLoss) : .graphTrack
            switch x {
            case markColumn: result.append(String(glyphs.dot), .pnlMark, .bold)
            case 0: result.append("S", .pnlStop)
            case width - 1: result.append("T", .pnlTarget)
            case peakColumn: result.append(String(glyphs.sortUp), .pnlGain)
            case entryColumn: result.append(String(glyphs.scaleEntry), .pnlEntry)
            default: result.append(String(glyphs.scaleLine), lineRole)
            }
        }
        return result
    }
}
