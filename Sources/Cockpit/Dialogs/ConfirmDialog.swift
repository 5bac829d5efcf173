import Terminal
import Trading

/// Asks before anything that counts.
///
/// Cancel has the focus, and the key that confirms is not the one that opened the dialog.
struct ConfirmDialog: CommandDialog {
    /// What confirming does.
    enum Consequence: Sendable, Equatable {
        case send(Command)
        case unlock
        case quit
    }

    /// What it takes to confirm.
    enum Proof: Sendable, Equatable {
        /// The key `y`.
        case key
        /// A word typed in full.
        case word(String)
    }

    let title: String
    /// What is to be known, below the line that says where the command goes.
    let lines: [StyledText]
    /// What goes where the screen is too low for it and the targets.
    let explanation: [StyledText]
    let targets: [FrozenTarget]
    let consequence: Consequence
    let proof: Proof
    private var buttons: Buttons
    /// The trade whose further course is shown once the command is answered.
    let story: CommandStory?
    /// What is to be lifted; once it is something else, nothing is confirmed any more.
    let risk: FrozenRisk?
    private var riskChange: StyledText?

    var progress = CommandProgress.asking
    private var changes: [Int: StyledText] = [:]
    /// The targets' lines in the newest snapshot, and what they come to together: prices move while a person reads.
    private var linesNow: [Int: String] = [:]
    private var together: Money?
    private var field: TextField

    init(
        title: String, lines: [StyledText], explanation: [StyledText] = [],
        targets: [FrozenTarget] = [],
        consequence: Consequence, proof: Proof = .key, verb: String, story: CommandStory? = nil,
        risk: FrozenRisk? = nil
    ) {
        self.title = title
        self.lines = lines
        self.explanation = explanation
        self.targets = targets
        self.consequence = consequence
        self.proof = proof
        buttons = Buttons(verb: verb)
        self.story = story
        self.risk = risk
        field = TextField(limit: 24)
    }

    var isGuarded: Bool {
        guard case .send(let command) = consequence else { return false }
        // The brake stays in reach of a locked cockpit.
        if case .halt = command { return false }
        return progress.isAsking
    }

    var acceptsText: Bool {
        if case .word = proof { return progress.isAsking }
        return false
    }

    mutating func receive(_ context: PaneContext) {
        progress.receive(context.desk)
        guard progress.isAsking else { return }
        riskChange = risk?.change(to: context.desk.risk)
        changes = [:]
        for (index, target) in targets.enumerated() {
            changes[index] = target.change(in: context)
            linesNow[index] = target.lineNow(in: context)
        }
        together = Self.together(targets, context)
    }

    private static func together(_ targets: [FrozenTarget], _ context: PaneContext) -> Money? {
        let profits = targets.compactMap { $0.profitNow(in: context) }
        return profits.isEmpty ? nil : profits.reduce(.zero, +)
    }

    mutating func fill(_ key: Key, _ context: PaneContext) -> DialogResult {
        switch proof {
        case .key:
            switch buttons.handle(key) {
            case .confirmed: return confirmed(context)
            case .cancelled: return .dismiss
            case .moved: return .stay
            case .refused: return .refuse
            }
        case .word(let word):
            if key == .enter {
                return field.text == word ? confirmed(context) : .refuse
            }
            return field.handle(key) ? .stay : .refuse
        }
    }

    mutating func click(at point: Point, in area: Rect, _ context: PaneContext) -> DialogResult {
        guard point.y == area.maxY - 1 else { return .stay }
        guard progress.isAsking, case .key = proof else { return .dismiss }
        return buttons.click(x: point.x, in: area) == .cancelled ? .dismiss : .stay
    }

    private mutating func confirmed(_ context: PaneContext) -> DialogResult {
        guard riskChange == nil else { return .refuse }
        switch consequence {
        case .send(let command): return send(command.emitted(at: context.desk.marketTime))
        case .unlock: return .unlock
        case .quit: return .quit
        }
    }

    // MARK: - Drawing

    private static let shownTargets = 8

    /// What is to be known, in lines of a width: of many items as many as there is room for, and how many are left out;
    /// before one of them goes, the explanation does.
    private func content(
        _ context: PaneContext, width: Int, height: Int = .max
    ) -> [StyledText] {
        var shown = min(Self.shownTargets, targets.count)
        var explains = true
        while true {
            let rows = content(context, width: width, showing: shown, explains: explains)
            if rows.count <= height { return rows }
            let dense = rows.filter { !$0.isEmpty }
            if dense.count <= height || shown == 0 && !explains { return dense }
            if explains { explains = false } else { shown -= 1 }
        }
    }

    private func content(
        _ context: PaneContext, width: Int, showing shown: Int, explains: Bool
    ) -> [StyledText] {
        // Drawn anew each time: the data may grow old while a person reads.
        var all = consequence == .quit ? [] : [VenueLine.text(context), .empty]
        if let first = lines.first { all.append(first + total(context)) }
        all += lines.dropFirst()
        if explains { all += explanation }
        if targets.count > 1 {
            all.append(.empty)
            for (index, target) in targets.prefix(shown).enumerated() {
                all += item(StyledText(linesNow[index] ?? target.line), width: width)
                if let change = changes[index] {
                    all += change.wrapped(to: width - 4).map { StyledText("    ") + $0 }
                }
            }
            if targets.count > shown {
                all.append(StyledText("  and \(targets.count - shown) more", .uiMuted))
            }
        } else {
            if let change = changes[0] {
                all.append(.empty)
                all.append(change)
            }
        }
        if let riskChange, progress.isAsking {
            all += [
                .empty, riskChange,
                StyledText("it changed while you looked: leave by Esc and ask again", .stateWarn),
            ]
        }
        if !changes.isEmpty, progress.isAsking {
            // Only positions have versions that the desk looks at.
            var isVersioned = false
            if case .send(.closePositions) = consequence { isVersioned = true }
            all.append(
                StyledText(
                    "it changed while you looked"
                        + (isVersioned ? "; the desk refuses an old version" : ""), .stateWarn))
        }
        return all.flatMap { $0.wrapped(to: width) } + [.empty]
    }

    /// What several positions come to, at what they would bring now.
    private func total(_ context: PaneContext) -> StyledText {
        guard targets.count > 1, let sum = together ?? Self.together(targets, context) else {
            return .empty
        }
        return StyledText(", together ", .uiMuted) + context.figures.profit(sum)
    }

    /// One of several targets; what has no room in its line stands below it, further in.
    private func item(_ line: StyledText, width: Int) -> [StyledText] {
        let pieces = line.width + 2 <= width ? [line] : line.wrapped(to: width - 4)
        return pieces.enumerated().map { StyledText($0 == 0 ? "  " : "    ") + $1 }
    }

    /// The rows below the content: the buttons, or what has come of the command.
    private func footer(width: Int, _ context: PaneContext) -> [StyledText] {
        var handler: String?
        // More than one, and the desk gives them out and answers for all at once.
        if case .send(.closePositions) = consequence, targets.count == 1 {
            handler = VitalHandler.positions.rawValue
        }
        return progress.lines(
            width: width, story: story?.lines(context.desk) ?? [], by: handler, context.desk)
    }

    func contentSize(in screen: Size, _ context: PaneContext) -> Size {
        let room = screen.columns - 4
        let footer = footer(width: room, context)
        let widest = (content(context, width: .max) + footer).map(\.width).max() ?? 0
        let columns = min(room, max(46, widest))
        let below = progress.isAsking ? (acceptsText ? 2 : 1) : footer.count
        let rows = content(context, width: columns, height: screen.rows - 2 - below).count
        return Size(columns: columns, rows: min(screen.rows - 2, rows + below))
    }

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        let footer = footer(width: area.width, context)
        let (upper, lower) = area.splitBottom(
            progress.isAsking ? (acceptsText ? 2 : 1) : footer.count)
        drawLines(
            content(context, width: area.width, height: upper.height), in: upper, on: &canvas)
        guard progress.isAsking else {
            drawLines(footer, in: lower, on: &canvas)
            return
        }
        if case .word(let word) = proof {
            let x =
                lower.x
                + canvas.put(
                    StyledText("type ", .uiMuted) + StyledText(word, .uiKey, .bold)
                        + StyledText(" to \(buttons.verb): ", .uiMuted), x: lower.x, y: lower.y)
            field.draw(
                x: x, y: lower.y, width: max(4, min(20, lower.maxX - x)), on: &canvas,
                isFocused: true)
            let isReady = field.text == word
            let isWrong = !word.hasPrefix(field.text)
            canvas.put(
                isReady
                    ? "Enter \(buttons.verb)  Esc cancel"
                    : isWrong ? "that is not \(word)  Esc cancel" : "Esc cancel", x: lower.x,
                y: lower.y + 1,
                style: Style(
                    isReady || isWrong ? .stateWarn : .uiMuted, attributes: isReady ? .bold : []),
                maxWidth: lower.width)
            return
        }
        canvas.putRight(
            buttons.text(isReady: context.isAnswerable), x: lower.x, y: lower.y, width: lower.width)
    }
}
