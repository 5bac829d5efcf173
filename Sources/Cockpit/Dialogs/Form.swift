import Terminal

/// Labelled fields one below the other, with a button at the end.
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
    /// What the button says.
    let verb: String
    /// The field with the focus; the count of the fields stands for the button.
    private(set) var focus = 0

    init(fields: [Field], verb: String) {
        self.fields = fields
        self.verb = verb
    }

    /// Whether the button has the focus.
    var isButtonFocused: Bool { focus == fields.count }

    /// Whether every field is in order.
    var isValid: Bool { fields.allSatisfy { $0.problem == nil } }

    /// What a key did.
    enum Outcome: Sendable, Equatable {
        case moved
        case edited(field: Int)
        case submitted
        case refused
    }

    /// Puts the focus on the button.
    mutating func focusButton() { focus = fields.count }

    /// Takes a key.
    mutating func handle(_ key: Key) -> Outcome {
        switch key {
        case .tab, .down:
            focus = (focus + 1) % (fields.count + 1)
            return .moved
        case .backTab, .up:
            focus = (focus + fields.count) % (fields.count + 1)
            return .moved
        case .enter:
            if isButtonFocused { return .submitted }
            focus += 1
            return .moved
        default: break
        }
        guard !isButtonFocused else { return .refused }
        if !fields[focus].choices.isEmpty { return choose(key) }
        guard fields[focus].value.handle(key) else { return .refused }
        fields[focus].isTouched = true
        return .edited(field: focus)
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

    /// The first field on the screen, so that the focused one is too; two rows are the button's.
    private func firstShown(_ height: Int) -> Int {
        let rows = max(1, height - 2)
        return max(0, min(focus, fields.count - 1) - rows + 1)
    }

    /// How far from the left the values stand: past the cursor's sign and the longest label.
    private var indent: Int { 2 + (fields.map { DisplayWidth.of($0.label) }.max() ?? 0) + 1 }

    /// The column in which the values begin.
    func valueX(in area: Rect) -> Int { area.x + indent }

    /// Draws the fields and the button; where there is no room for all, those around the focus.
    func draw(in area: Rect, valueWidth: Int = 16, on canvas: inout Canvas) {
        let x = valueX(in: area)
        let width = min(valueWidth, max(6, area.width - indent - 2))
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
            if let problem = field.problem {
                canvas.put(problem, in: right, style: Style(.stateError))
            } else if !field.note.isEmpty {
                canvas.put(field.note, in: right, style: Style(.uiMuted))
            }
        }
        let style = Style(
            isValid ? .stateWarn : .stateDisabled,
            attributes: isButtonFocused ? [.bold, .reverse] : .bold)
        var buttons = StyledText(" Enter \(verb) ", style)
        buttons.append("   Esc cancel", .uiMuted)
        let hidden = fields.count - shown.count
        if hidden > 0 {
            canvas.put(
                "\(start) above, \(hidden - start) below", x: area.x,
                y: area.y + shown.count + 1, style: Style(.uiMuted))
        }
        canvas.putRight(buttons, x: area.x, y: area.y + shown.count + 1, width: area.width)
    }
}
