extension Canvas {
    /// Writes a text into the first row of a rectangle, cut with an ellipsis where it is too long.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - area: The room there is.
    ///   - alignment: Where the text stands in it.
    ///   - style: How it looks.
    public mutating func put(
        _ text: String, in area: Rect, alignment: Alignment = .left, style: Style = .plain
    ) {
        guard !area.isEmpty else { return }
        let shown = DisplayWidth.truncate(text, to: area.width, mark: glyphs.ellipsis)
        let spare = area.width - DisplayWidth.of(shown)
        let indent =
            switch alignment {
            case .left: 0
            case .centre: spare / 2
            case .right: spare
            }
        put(shown, x: area.x + indent, y: area.y, style: style, maxWidth: area.width)
    }

    /// Draws a level line.
    ///
    /// - Parameters:
    ///   - x: The leftmost column.
    ///   - y: The row.
    ///   - width: The number of columns.
    ///   - style: How it looks.
    ///   - glyph: The sign to repeat, or `nil` for the border's own.
    public mutating func hline(
        x: Int, y: Int, width: Int, style: Style, glyph: Character? = nil
    ) {
        fill(
            Rect(x: x, y: y, width: width, height: 1), style: style,
            glyph: glyph ?? glyphs.border.horizontal)
    }

    /// Draws an upright line.
    ///
    /// - Parameters:
    ///   - x: The column.
    ///   - y: The topmost row.
    ///   - height: The number of rows.
    ///   - style: How it looks.
    ///   - glyph: The sign to repeat, or `nil` for the border's own.
    public mutating func vline(
        x: Int, y: Int, height: Int, style: Style, glyph: Character? = nil
    ) {
        fill(
            Rect(x: x, y: y, width: 1, height: height), style: style,
            glyph: glyph ?? glyphs.border.vertical)
    }

    /// Draws a frame with a title, and leaves what is inside untouched.
    ///
    /// - Parameters:
    ///   - area: The outer edge; nothing is drawn when it is smaller than 2x2.
    ///   - title: The text at the left of the top edge, cut to fit.
    ///   - note: The text at the right of the top edge, left out when it does not fit.
    ///   - focused: Whether the frame is drawn heavier and in the focus roles.
    /// - Returns: The area inside the frame.
    @discardableResult
    public mutating func box(
        _ area: Rect, title: String = "", note: String = "", focused: Bool = false
    ) -> Rect {
        guard area.width >= 2, area.height >= 2 else { return .empty }
        let line = focused ? glyphs.focusBorder : glyphs.border
        let style = Style(focused ? .uiBorderFocus : .uiBorder)
        let right = area.maxX - 1
        let bottom = area.maxY - 1
        hline(x: area.x, y: area.y, width: area.width, style: style, glyph: line.horizontal)
        hline(x: area.x, y: bottom, width: area.width, style: style, glyph: line.horizontal)
        vline(x: area.x, y: area.y, height: area.height, style: style, glyph: line.vertical)
        vline(x: right, y: area.y, height: area.height, style: style, glyph: line.vertical)
        put(String(line.topLeft), x: area.x, y: area.y, style: style)
        put(String(line.topRight), x: right, y: area.y, style: style)
        put(String(line.bottomLeft), x: area.x, y: bottom, style: style)
        put(String(line.bottomRight), x: right, y: bottom, style: style)

        // A border sign stays visible on both sides of each text.
        let room = area.width - 4
        guard room >= 3 else { return area.inset() }
        var used = 0
        if !title.isEmpty {
            let shown = DisplayWidth.truncate(title, to: room - 2, mark: glyphs.ellipsis)
            used = put(
                " \(shown) ", x: area.x + 2, y: area.y,
                style: Style(focused ? .uiTitleFocus : .uiTitle))
        }
        let noteWidth = DisplayWidth.of(note) + 2
        if !note.isEmpty, used + noteWidth < room {
            put(
                " \(note) ", x: area.maxX - 2 - noteWidth, y: area.y, style: Style(.uiMuted))
        }
        return area.inset()
    }
}
