/// The signs the cockpit draws with, in a rich set and a plain one.
///
/// The plain one is ASCII, for terminals and locales that cannot show the other. Every sign is one
/// column wide in both.
public struct Glyphs: Sendable, Equatable {
    /// Whether the set is limited to ASCII.
    public let isASCII: Bool
    /// The frame of a pane.
    public var border: BorderGlyphs
    /// The frame of the pane that has the focus.
    public var focusBorder: BorderGlyphs
    /// A rise or a gain.
    public let up: Character
    /// A fall or a loss.
    public let down: Character
    /// No change.
    public let flat: Character
    /// A sort from high to low, or more below.
    public let sortDown: Character
    /// A sort from low to high, or more above.
    public let sortUp: Character
    /// The running engine.
    public let play: Character
    /// The selected row.
    public let cursorMark: Character
    /// A marked row.
    public let mark: Character
    /// A state light, or the current price on a scale.
    public let dot: Character
    /// A state light that is off.
    public let ring: Character
    /// The emblem of the header.
    public let emblem: Character
    /// Something left out.
    public let ellipsis: Character
    /// Something missing.
    public let dash: Character
    /// A minus sign as wide as a digit.
    public let minus: Character
    /// Multiplication, as in a count.
    public let times: Character
    /// More than can be counted.
    public let infinity: Character
    /// A success.
    public let check: Character
    /// A failure.
    public let cross: Character
    /// The separator between short items.
    public let separator: Character
    /// The upright line between columns.
    public let vertical: Character
    /// A dotted level line, for limits in a chart.
    public let dotted: Character
    /// The line of a scale.
    public let scaleLine: Character
    /// The entry price on a scale.
    public let scaleEntry: Character
    /// A full cell of a meter.
    public let meterFull: Character
    /// An empty cell of a meter.
    public let meterEmpty: Character
    /// The left edge of a badge.
    public let badgeLeft: Character
    /// The right edge of a badge.
    public let badgeRight: Character
    /// The moving part of a scrollbar.
    public let scrollThumb: Character
    /// The levels of a sparkline, from lowest to highest.
    public let levels: [Character]
    /// The parts of a meter cell, from an eighth to seven eighths; empty where there are none.
    let eighths: [Character]

    /// The rich set.
    public static let unicode = Glyphs(
        isASCII: false, border: BorderGlyphs(.rounded), focusBorder: BorderGlyphs(.heavy),
        up: "▲", down: "▼", flat: "·", sortDown: "▾", sortUp: "▴", play: "▶", cursorMark: "▸",
        mark: "◆", dot: "●", ring: "○", emblem: "◆", ellipsis: "…", dash: "—", minus: "−",
        times: "×", infinity: "∞", check: "✓", cross: "✗", separator: "·", vertical: "│",
        dotted: "┄", scaleLine: "─", scaleEntry: "┼", meterFull: "█", meterEmpty: "·",
        badgeLeft: "▐", badgeRight: "▌", scrollThumb: "┃",
        levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
        eighths: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"])

    /// The set of plain ASCII.
    public static let ascii = Glyphs(
        isASCII: true, border: BorderGlyphs(.ascii),
        focusBorder: BorderGlyphs("=", "|", "+", "+", "+", "+"),
        up: "^", down: "v", flat: "=", sortDown: "v", sortUp: "^", play: ">", cursorMark: ">",
        mark: "*", dot: "o", ring: ".", emblem: "*", ellipsis: "~", dash: "-", minus: "-",
        times: "x", infinity: "~", check: "+", cross: "x", separator: "-", vertical: "|",
        dotted: ".", scaleLine: "-", scaleEntry: "+", meterFull: "#", meterEmpty: ".",
        badgeLeft: "[", badgeRight: "]", scrollThumb: "#",
        levels: ["_", ".", "-", "=", "+", "*", "%", "#"], eighths: [])

    /// Returns the set with the frame a theme asks for.
    ///
    /// - Parameter style: The kind of frame; plain ASCII stays plain ASCII.
    /// - Returns: The changed set.
    public func withBorder(_ style: BorderStyle) -> Glyphs {
        guard !isASCII else { return self }
        var glyphs = self
        glyphs.border = BorderGlyphs(style)
        // The focus must stay visible without colour, so it never has the quiet frame's lines.
        glyphs.focusBorder =
            switch style {
            case .heavy: BorderGlyphs(.double)
            case .ascii: Glyphs.ascii.focusBorder
            case .rounded, .single, .double: BorderGlyphs(.heavy)
            }
        return glyphs
    }

    /// Returns the sign of a sparkline for a value.
    ///
    /// - Parameter fraction: The value, 0…1; anything outside counts as the nearer end.
    /// - Returns: One of ``levels``.
    public func level(_ fraction: Double) -> Character {
        levels[Int((Self.bounded(fraction) * Double(levels.count - 1)).rounded())]
    }

    /// Returns a sparkline.
    ///
    /// - Parameters:
    ///   - values: The values, oldest first.
    ///   - top: The value of the highest sign, shared by all sparklines of a pane.
    /// - Returns: One sign a value.
    public func sparkline(_ values: [Double], top: Double) -> String {
        String(values.map { level(top > 0 ? $0 / top : 0) })
    }

    /// Returns a meter.
    ///
    /// - Parameters:
    ///   - fraction: How full it is, 0…1; anything outside counts as the nearer end.
    ///   - width: The columns of the whole meter.
    /// - Returns: The full part, smooth to an eighth of a cell where the set can, and the empty part.
    public func meter(_ fraction: Double, width: Int) -> (full: String, empty: String) {
        let parts = eighths.count + 1
        let filled = Int((Self.bounded(fraction) * Double(max(0, width) * parts)).rounded())
        var full = String(repeating: meterFull, count: filled / parts)
        if filled % parts > 0 { full.append(eighths[filled % parts - 1]) }
        let empty = max(0, width) - (filled + parts - 1) / parts
        return (full, String(repeating: meterEmpty, count: empty))
    }

    private static func bounded(_ fraction: Double) -> Double {
        fraction.isFinite ? min(1, max(0, fraction)) : 0
    }
}
