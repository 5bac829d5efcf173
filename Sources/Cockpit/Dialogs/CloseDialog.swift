import Terminal
import Trading

/// Asks before a position is sold, all of it or some of its lots.
///
/// What is sold is the position as it was when the key was pressed; the desk refuses any other version of it.
struct CloseDialog: CommandDialog {
    let title = "Close a position"

    private let target: FrozenTarget
    private let held: PositionStatusRow
    private let exits: ExitWords
    private let story: CommandStory
    var progress = CommandProgress.asking
    private var buttons = Buttons(verb: "close it")
    /// The lots to sell, as they are typed.
    private var typed: String
    /// Whether the next digit begins the number anew.
    private var isTypedWhole = true
    private var change: StyledText?
    /// The position in the newest snapshot: prices move while a person reads.
    private var latest: PositionStatusRow
    private var latestAt: Timestamp

    /// Makes the dialog for a position as it is on the screen.
    ///
    /// - Returns: `nil` when the position is not in the snapshot.
    init?(_ held: PositionStatusRow, exits: ExitWords, _ context: PaneContext) {
        guard let target = FrozenTarget(.position(held.id), in: context) else { return nil }
        self.target = target
        self.held = held
        self.exits = exits
        story = CommandStory(of: held.position.signalID, context.desk)
        latestAt = context.desk.marketTime
        typed = String(held.position.remainingLots)
        latest = held
    }

    private var open: Int { held.position.remainingLots }

    /// The lots to sell; `nil` where what was typed is none that are open.
    private var lots: Int? { Int(typed).flatMap { (1...max(1, open)).contains($0) ? $0 : nil } }

    /// Whether all of the position is to be sold, an odd remainder below a lot included.
    private var isWhole: Bool { open <= 1 || lots == open }

    private var quantity: Quantity {
        guard !isWhole, let lots else { return held.position.remainingQuantity }
        return Quantity(lots * held.position.contract.lotUnits)
    }

    private var command: Command? {
        let target = PositionTarget(held.position)
        if isWhole { return .closePositions([target]) }
        return lots.map { .closePart(target, lots: $0) }
    }

    mutating func receive(_ context: PaneContext) {
        progress.receive(context.desk)
        guard progress.isAsking else { return }
        change = target.change(in: context)
        latest = context.desk.positions.first { $0.id == held.id } ?? latest
        latestAt = context.desk.marketTime
    }

    // MARK: - Keys

    mutating func fill(_ key: Key, _ context: PaneContext) -> DialogResult {
        if open > 1, choose(key) { return .stay }
        switch buttons.handle(key) {
        case .confirmed: return command.map { send($0) } ?? .refuse
        case .cancelled: return .dismiss
        case .moved: return .stay
        case .refused: return .refuse
        }
    }

    /// Takes a key that changes the lots.
    private mutating func choose(_ key: Key) -> Bool {
        switch key {
        case .up, .character("+"): typed = String(min(open, (lots ?? 0) + 1))
        case .down, .character("-"): typed = String(max(1, (lots ?? open + 1) - 1))
        case .backspace: typed = String(typed.dropLast())
        case .character(let digit) where ("0"..."9").contains(digit):
            typed = String(((isTypedWhole ? "" : typed) + String(digit)).suffix(6))
            isTypedWhole = false
            return true
        default: return false
        }
        // After a step a digit means another number, after a correction the rest of this one.
        isTypedWhole = key != .backspace
        return true
    }

    mutating func click(at point: Point, in area: Rect, _ context: PaneContext) -> DialogResult {
        guard point.y == area.maxY - 1 else { return .stay }
        guard progress.isAsking else { return .dismiss }
        return buttons.click(x: point.x, in: area) == .cancelled ? .dismiss : .stay
    }

    // MARK: - Drawing

    /// What is to be known, the last first to go where the screen is low.
    private func content(width: Int, height: Int, _ context: PaneContext) -> [StyledText] {
        let figures = context.figures
        var lines = [VenueLine.text(context), .empty]
        var what = StyledText("sell ", .uiMuted)
        what.append(command == nil ? "? " : "\(figures.count(quantity.units)) ", .pnlLong, .bold)
        what.append(target.label, .uiTitle, .bold)
        lines.append(what)
        if open > 1 { lines.append(choice(context)) }
        // The desk prices the order when it comes, so it is shown as it would be now.
        lines.append(
            StyledText(exits.order(for: latest, isWhole: isWhole, now: latestAt, figures)))
        if let change {
            lines += [
                change,
                StyledText(
                    "it changed while you looked; the desk refuses an old version", .stateWarn),
            ]
        }
        // Once it is sent, what comes of it is told instead.
        let worth = command == nil || !progress.isAsking ? [] : worth(figures)
        lines += worth.prefix(1)
        let rest = worth.dropFirst() + [levels(figures), origin]
        var shown = lines.flatMap { $0.wrapped(to: width) }
        for line in rest.map({ $0.wrapped(to: width) }) where shown.count + line.count < height {
            shown += line
        }
        if shown.count >= height { shown.removeAll(where: \.isEmpty) }
        return shown.count < height ? shown + [.empty] : shown
    }

    /// The lots, with the keys that change them.
    private func choice(_ context: PaneContext) -> StyledText {
        var text = StyledText("lots ", .uiMuted)
        text.append(" \(typed.isEmpty ? " " : typed) ", .uiKey, [.bold, .reverse])
        text.append(" of \(context.figures.count(open))", .uiForeground)
        guard lots != nil else {
            text.append("  1 to \(open) can be sold", .stateError, .bold)
            return text
        }
        text.append("  Up, Down or a number", .uiMuted)
        return text
    }

    /// What the units to sell bring and make at the price of now, and what stays open beside them.
    private func worth(_ figures: Figures) -> [StyledText] {
        guard let price = latest.quote?.bid ?? latest.position.mark else {
            return [StyledText("what it brings is unknown: there is no price", .stateWarn)]
        }
        var sold = StyledText("right now ", .uiMuted)
        sold.append(figures.price(price), .pnlMark, .bold)
        sold.append(" brings ", .uiMuted)
        sold.append(figures.money(price * quantity))
        sold.append("  P&L ", .uiMuted)
        sold.append(figures.profit(held.position.profit(of: quantity, at: price)))
        if latest.quote?.bid == nil {
            sold.append("  there is no bid", .stateWarn)
        } else if latest.isMarkStale {
            sold.append("  the quote is old", .stateStale)
        }
        let rest = held.position.remainingQuantity - quantity
        guard rest > .zero else { return [sold] }
        var kept = StyledText("stays open ", .uiMuted)
        kept.append(figures.count(rest.units), .pnlLong, .bold)
        kept.append("  P&L ", .uiMuted)
        kept.append(figures.profit(held.position.profit(of: rest, at: price)))
        return [sold, kept]
    }

    private func levels(_ figures: Figures) -> StyledText {
        let position = held.position
        var levels = StyledText()
        for (name, price, role) in [
            ("entry ", position.entryPrice, Role.pnlEntry), ("  stop ", position.stop, .pnlStop),
            ("  target ", position.activeTarget, .pnlTarget),
        ] {
            levels.append(name, .uiMuted)
            levels.append(figures.price(price), role)
        }
        if position.soldQuantity > .zero {
            levels.append("  realised before ", .uiMuted)
            levels.append(figures.profit(position.realised))
        }
        return levels
    }

    private var origin: StyledText {
        StyledText("#\(held.position.signalID)  version \(held.position.version)", .logID)
    }

    /// What has come of the command.
    private func answer(width: Int, _ context: PaneContext) -> [StyledText] {
        progress.lines(
            width: width, story: story.lines(context.desk), by: VitalHandler.positions.rawValue,
            context.desk)
    }

    func contentSize(in screen: Size, _ context: PaneContext) -> Size {
        let room = screen.columns - 4
        let wide = content(width: .max, height: .max, context) + answer(width: room, context)
        let columns = min(room, max(46, wide.map(\.width).max() ?? 0))
        let below = progress.isAsking ? 1 : answer(width: columns, context).count
        let most = screen.rows - 2
        let rows = content(width: columns, height: max(1, most - below), context).count
        return Size(columns: columns, rows: min(most, rows + below))
    }

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        let answer = answer(width: area.width, context)
        let (upper, lower) = area.splitBottom(progress.isAsking ? 1 : answer.count)
        drawLines(
            content(width: area.width, height: upper.height, context), in: upper, on: &canvas)
        guard progress.isAsking else {
            drawLines(answer, in: lower, on: &canvas)
            return
        }
        let role: Role = command == nil ? .stateDisabled : .stateWarn
        canvas.putRight(
            buttons.text(isReady: context.isAnswerable && command != nil, role: role),
            x: lower.x, y: lower.y, width: lower.width)
    }
}
