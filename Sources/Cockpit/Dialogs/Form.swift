import Terminal
import Trading

/// Labelled fields one below the other, with the buttons at the end.
///
/// Cancel has the focus there, as in every dialog, and what sends is a key of its own: an Enter that runs through the
/// fields, because it is held down or pressed once too often, arrives at the buttons and does nothing.
struct Form: Sendable {
    /// One field.
    struct Field: Sendable {
        let label: String
        var value: TextField
        /// The values to choose from with ← and →; empty for free text.
        var choices: [String] = []
        /// Whether a person has changed it, so that it is no longer filled in.
        var isTouched = false
        /// What is wrong with it.
        var problem: String?
        /// A word of help at its right.
        var note = ""
    }

    var fields: [Field]
    /// The field with the focus; the count of the fields stands for the buttons.
    private(set) var focus = 0
    private var buttons: Buttons
    private var lastKeyAt: Timestamp?
    /// So long Enter must have rested before it presses a button.
    private static let restSeconds = 0.3

    init(fields: [Field], verb: String) {
        self.fields = fields
        buttons = Buttons(verb: verb)
    }

    /// Whether the buttons have the focus.
    var isButtonFocused: Bool { focus == fields.count }

    /// Whether every field is in order.
    var isValid: Bool { fields.allSatisfy { $0.problem == nil } }

    /// What a key did.
    enum Outcome: Sendable, Equatable {
        case moved
        case edited(field: Int)
        case submitted
        case cancelled
        case refused
    }

    /// Takes a key.
    mutating func handle(_ key: Key, now: Timestamp) -> Outcome {
        let hasRested =
            lastKeyAt.map { !(0..<Self.restSeconds).contains(now.seconds(since: $0)) } ?? true
        lastKeyAt = now
        switch key {
        case .tab, .down: return move(by: 1)
        case .backTab, .up: return move(by: fields.count)
        case .enter where !isButtonFocused: return move(by: 1)
        default: break
        }
        guard !isButtonFocused else { return press(key, hasRested: hasRested) }
        if !fields[focus].choices.isEmpty { return choose(key) }
        guard fields[focus].value.handle(key) else { return .refused }
        fields[focus].isTouched = true
        return .edited(field: focus)
    }

    private mutating func move(by step: Int) -> Outcome {
        focus = (focus + step) % (fields.count + 1)
        buttons = Buttons(verb: buttons.verb)
        return .moved
    }

    /// Takes a key on the buttons.
    private mutating func press(_ key: Key, hasRested: Bool) -> Outcome {
        guard key != .enter || hasRested else { return .refused }
        switch buttons.handle(key) {
        case .confirmed: return .submitted
        case .cancelled: return .cancelled
        case .moved: return .moved
        case .refused: return .refused
        }
    }

    private mutating func choose(_ key: Key) -> Outcome {
        let choices = fields[focus].choices
        let index = choices.firstIndex(of: fields[focus].value.text) ?? 0
        let next: Int
        switch key {
        case .left: next = (index + choices.count - 1) % choices.count
        case .right, .character(" "): next = (index + 1) % choices.count
        case .character(let character):
            let letter = character.uppercased()
            guard let found = choices.firstIndex(where: { $0.hasPrefix(letter) }) else {
                return .refused
            }
            next = found
        default: return .refused
        }
        fields[focus].value.replace(with: choices[next])
        fields[focus].isTouched = true
        return .edited(field: focus)
    }

    /// Puts the focus on the field in a row of the form's area.
    ///
    /// - Returns: Whether there is one.
    mutating func click(row: Int, height: Int) -> Bool {
        let index = firstShown(height) + row
        guard row >= 0, row < height - 2, fields.indices.contains(index) else { return false }
        focus = index
        return true
    }

    /// The first field on the screen, so that the focused one is too; two rows are the buttons'.
    private func firstShown(_ height: Int) -> Int {
        let rows = max(1, height - 2)
        return max(0, min(focus, fields.count - 1) - rows + 1)
    }

    /// How far from the left the values stand: past the cursor's sign and the longest label.
    private var indent: Int { 2 + (fields.map { DisplayWidth.of($0.label) }.max() ?? 0) + 1 }

    /// The column in which the values begin.
    func valueX(in area: Rect) -> Int { area.x + indent }

    /// Draws the fields and the buttons; where there is no room for all, those around the focus.
    func draw(
        in area: Rect, valueWidth: Int = 16, isReady: Bool, on canvas: inout Canvas
    ) {
        let x = valueX(in: area)
        // On a narrow screen the notes beside the values need the room more.
        let widest = area.width < 60 ? min(12, valueWidth) : valueWidth
        let width = min(widest, max(6, area.width - indent - 2))
        let start = firstShown(area.height)
        let shown = Array(fields.enumerated().dropFirst(start).prefix(max(1, area.height - 2)))
        for (row, (index, field)) in shown.enumerated() {
            let y = area.y + row
            let isFocused = index == focus
            if isFocused {
                canvas.put(
                    String(canvas.glyphs.cursorMark), x: area.x, y: y, style: Style(.uiGutterMark))
            }
            canvas.put(field.label, x: area.x + 2, y: y, style: Style(.uiMuted))
            if field.choices.isEmpty {
                field.value.draw(
                    x: x, y: y, width: width, on: &canvas, isFocused: isFocused,
                    style: Style(.uiForeground))
            } else {
                var column = x
                for choice in field.choices {
                    let isChosen = choice == field.value.text
                    column += canvas.put(
                        isChosen ? "[\(choice)]" : " \(choice) ", x: column, y: y,
                        style: Style(
                            isChosen ? .uiKey : .uiMuted, attributes: isChosen ? .bold : []))
                }
            }
            let right = Rect(
                x: x + width + 2, y: y, width: area.maxX - x - width - 2, height: 1)
            if let problem = field.problem, isFocused, DisplayWidth.of(problem) > right.width {
                // Where it is too long for its place it gets a row: what is expected stands at its end.
                canvas.put(
                    problem, x: area.x, y: area.y + shown.count, style: Style(.stateError),
                    maxWidth: area.width)
            } else if let problem = field.problem {
                canvas.put(problem, in: right, style: Style(.stateError))
            } else if DisplayWidth.of(field.note) <= right.width {
                // Half a figure would be a wrong one.
                canvas.put(field.note, in: right, style: Style(.uiMuted))
            }
        }
        let y = area.y + shown.count + 1
        let hidden = fields.count - shown.count
        let buttons = lastRow(isReady: isReady)
        if hidden > 0 {
            let room = area.width - buttons.width - 1
            let notes = ["\(start) above, \(hidden - start) below", "\(hidden) more"]
            canvas.put(
                notes.first { $0.count <= room } ?? "", x: area.x, y: y, style: Style(.uiMuted))
        }
        canvas.putRight(buttons, x: area.x, y: y, width: area.width)
    }

    /// What leads on from the fields, or the buttons once they have the focus.
    private func lastRow(isReady: Bool) -> StyledText {
        guard isButtonFocused else {
            return StyledText("Enter", .uiKey, .bold) + StyledText(" goes on   ", .uiMuted)
                + StyledText("Esc", .uiKey, .bold) + StyledText(" cancels", .uiMuted)
        }
        return buttons.text(
            isReady: isReady && isValid, role: isValid ? .stateWarn : .stateDisabled)
    }
}
