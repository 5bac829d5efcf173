import Terminal
import Trading

/// One row in full; it keeps to its row whatever the list does.
struct DetailDialog: Dialog {
    let pane: PaneID
    let row: RowID

    private var top = 0
    /// The row as it was last seen, for when it is gone from the desk.
    private var last: PaneDetail
    private var isGone = false
    private let width: Int

    /// Opens a row.
    ///
    /// - Returns: `nil` when the pane has nothing to say about the row.
    init?(pane: PaneID, row: RowID, screen: Size, _ context: PaneContext) {
        width = Self.width(screen)
        guard let detail = PaneRegistry.pane(pane).detail(of: row, width: width, context: context)
        else { return nil }
        self.pane = pane
        self.row = row
        last = Self.wrapped(detail, width)
    }

    private static func wrapped(_ detail: PaneDetail, _ width: Int) -> PaneDetail {
        PaneDetail(
            title: detail.title, lines: detail.lines.flatMap { $0.wrapped(to: width) })
    }

    private static func width(_ screen: Size) -> Int { max(20, min(120, screen.columns - 6)) }

    var title: String { isGone ? "\(last.title) (gone)" : last.title }

    mutating func receive(_ context: PaneContext) {
        if let detail = PaneRegistry.pane(pane).detail(of: row, width: width, context: context) {
            last = Self.wrapped(detail, width)
            isGone = false
        } else {
            isGone = true
        }
    }

    mutating func handle(_ key: Key, _ context: PaneContext) -> DialogResult {
        switch key {
        case .escape, .enter, .character("q"): return .dismiss
        case .mouse(let event) where event.kind == .wheelDown: top += 3
        case .mouse(let event) where event.kind == .wheelUp: top -= 3
        default:
            switch context.keys.action(for: key) {
            case .down?: top += 1
            case .up?: top -= 1
            case .pageDown?, .halfPageDown?: top += 10
            case .pageUp?, .halfPageUp?: top -= 10
            case .top?: top = 0
            case .bottom?: top = last.lines.count
            case let action? where action.facts.panes?.contains(pane) == true:
                return .perform(action)
            default: return .refuse
            }
        }
        top = max(0, min(top, last.lines.count - 1))
        return .stay
    }

    func contentSize(in screen: Size, _ context: PaneContext) -> Size {
        let widest = last.lines.map(\.width).max() ?? 0
        return Size(
            columns: min(screen.columns - 4, max(50, min(width, widest))),
            rows: min(screen.rows - 2, last.lines.count + 2))
    }

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        let (list, footer) = area.splitBottom(1)
        drawLines(Array(last.lines.dropFirst(top)), in: list, on: &canvas)
        let own = Action.allCases.filter {
            $0.facts.panes?.contains(pane) == true && !$0.facts.hint.isEmpty
                && $0.section == .trade || $0 == .copy
        }
        var hints = own.map { action in
            StyledText(context.keys.name(of: action), .uiKey, .bold)
                + StyledText(" \(action.facts.hint)", .uiMuted)
        }
        hints.append(StyledText("Esc", .uiKey, .bold) + StyledText(" back", .uiMuted))
        canvas.put(
            StyledText.joined(hints), x: footer.x, y: footer.y, maxWidth: footer.width)
    }
}
