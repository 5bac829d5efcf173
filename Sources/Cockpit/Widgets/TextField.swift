import Terminal

/// One line of text that a person edits.
struct TextField: Sendable, Equatable {
    private(set) var text: String
    /// The cursor's place, in characters from the start.
    private(set) var cursor: Int
    /// The longest text it takes, in characters.
    let limit: Int

    init(_ text: String = "", limit: Int = 200) {
        self.text = text
        cursor = text.count
        self.limit = limit
    }

    /// Puts another text in its place, with the cursor at its end.
    mutating func replace(with text: String) {
        self.text = String(text.prefix(limit))
        cursor = self.text.count
    }

    /// Takes a key that edits text.
    ///
    /// - Returns: Whether the key was one of those.
    mutating func handle(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .paste(let pasted): insert(pasted)
        case .backspace:
            guard cursor > 0 else { return true }
            cursor -= 1
            remove(at: cursor)
        case .delete: remove(at: cursor)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(text.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = text.count
        case .control("u"):
            text = String(text.dropFirst(cursor))
            cursor = 0
        case .control("w"):
            let kept = text.prefix(cursor).reversed()
                .drop(while: { $0 == " " }).drop(while: { $0 != " " }).reversed()
            text = String(kept) + text.dropFirst(cursor)
            cursor = kept.count
        default: return false
        }
        return true
    }

    private mutating func insert(_ addition: String) {
        // A paste may bring line breaks and control characters; a line of text has none.
        let clean = addition.filter { character in
            character.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        }
        let room = limit - text.count
        guard room > 0 else { return }
        let added = clean.prefix(room)
        text.insert(
            contentsOf: added, at: text.index(text.startIndex, offsetBy: cursor))
        cursor += added.count
    }

    private mutating func remove(at offset: Int) {
        guard offset < text.count else { return }
        text.remove(at: text.index(text.startIndex, offsetBy: offset))
    }

    /// Draws the text and, when it has the focus, puts the screen's cursor into it; without the focus it is read from
    /// its beginning.
    func draw(
        x: Int, y: Int, width: Int, on canvas: inout Canvas, isFocused: Bool, style: Style = .plain
    ) {
        guard width > 0 else { return }
        // The part shown always holds the cursor.
        let start = isFocused ? max(0, cursor - width + 1) : 0
        let shown =
            isFocused
            ? String(text.dropFirst(start).prefix(width))
            : DisplayWidth.truncate(text, to: width, mark: canvas.glyphs.ellipsis)
        canvas.fill(
            Rect(x: x, y: y, width: width, height: 1),
            style: isFocused ? style.with(.underline) : style)
        canvas.put(
            shown, x: x, y: y, style: isFocused ? style.with(.underline) : style, maxWidth: width)
        if isFocused {
            let before = String(text.dropFirst(start).prefix(cursor - start))
            canvas.cursor = Point(x: min(x + width - 1, x + DisplayWidth.of(before)), y: y)
        }
    }
}
