import Terminal

/// What a typed text may become, below its field: a list to choose from.
struct CompletionList: Sendable {
    /// The most that are shown: who wants fewer types on.
    private static let limit = 6

    /// The words, those that begin like the text first.
    let words: [String]
    private let typed: String
    private var index = 0

    /// The word that the cursor is on.
    var chosen: String { words[index] }

    /// Lists the words that hold a text.
    ///
    /// - Returns: `nil` without a text, when it is one of the words already, and when none holds it.
    init?(of text: String, among known: [String]) {
        typed = text.uppercased()
        let sought = typed
        guard !sought.isEmpty, !known.contains(sought) else { return nil }
        let begins = known.filter { $0.hasPrefix(sought) }
        let holds = known.filter { $0.contains(sought) && !$0.hasPrefix(sought) }
        words = Array((begins + holds).prefix(Self.limit))
        if words.isEmpty { return nil }
    }

    /// Moves the cursor, past either end to the other.
    mutating func move(by step: Int) {
        index = (index + step + words.count) % words.count
    }

    /// Draws the words one below the other, with the keys that choose in the last row.
    func draw(in area: Rect, x: Int, on canvas: inout Canvas) {
        let keys = "Tab takes it  Esc closes"
        let width = max(DisplayWidth.of(keys), words.map(DisplayWidth.of).max() ?? 0) + 3
        let box = Rect(
            x: x - 1, y: area.y, width: min(width, area.maxX - x + 1),
            height: min(words.count + 1, area.height))
        canvas.fill(box, style: Style(.uiForeground, background: .uiSelectionInactive))
        for (row, word) in words.prefix(box.height).enumerated() {
            let isChosen = row == index
            let background = isChosen ? Role.uiSelection : .uiSelectionInactive
            let style = Style(
                .uiForeground, background: background, attributes: isChosen ? .bold : [])
            let line = Rect(x: box.x, y: box.y + row, width: box.width, height: 1)
            canvas.fill(line, style: style)
            if isChosen {
                canvas.put(String(canvas.glyphs.cursorMark), x: line.x, y: line.y, style: style)
            }
            let marks = MatchMarks.places(ofWords: [typed[...]], in: word, atMost: 1)
            canvas.put(
                StyledText(word, style).marked(at: marks), x: line.x + 1, y: line.y,
                maxWidth: line.width - 1)
        }
        guard box.height > words.count else { return }
        canvas.put(
            keys, x: box.x + 1, y: box.maxY - 1,
            style: Style(.uiMuted, background: .uiSelectionInactive), maxWidth: box.width - 2)
    }
}
