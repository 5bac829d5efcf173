import Terminal
import Trading

/// One row in full, on one page or several; it keeps to its row whatever the list does.
struct DetailDialog: Dialog {
    let pane: PaneID
    let row: RowID

    private var top = 0
    /// The page that is open.
    private(set) var page = 0
    /// The row as it was last seen, for when it is gone from the desk.
    private var last: [PaneDetail]
    private var isGone = false
    /// Whether it shows a row of the past, which nothing new changes.
    private let isFrozen: Bool
    private let width: Int

    var showsData: Bool { true }

    /// Opens a row; `nil` when the pane has nothing to say about it.
    ///
    /// - Parameters:
    ///   - pane: The pane whose row it is.
    ///   - row: The row.
    ///   - tab: The page to open, by the word on its tab; `nil` for the first.
    ///   - screen: The screen's size.
    ///   - isFrozen: Whether that is the past.
    ///   - context: What it is written from.
    init?(
        pane: PaneID, row: RowID, tab: String? = nil, screen: Size, isFrozen: Bool,
        _ context: PaneContext
    ) {
        width = Self.width(screen)
        let width = width
        let pages = PaneRegistry.pane(pane).pages(of: row, width: width, context: context)
        guard !pages.isEmpty else { return nil }
        self.pane = pane
        self.row = row
        self.isFrozen = isFrozen
        last = pages.map { Self.wrapped($0, width) }
        page = tab.flatMap { tab in pages.firstIndex { $0.tab == tab } } ?? 0
    }

    private static func wrapped(_ detail: PaneDetail, _ width: Int) -> PaneDetail {
        PaneDetail(
            title: detail.title, lines: detail.lines.flatMap { $0.wrapped(to: width) },
            tab: detail.tab)
    }

    private static func width(_ screen: Size) -> Int { max(20, min(140, screen.columns - 6)) }

    private var shown: PaneDetail { last[min(page, last.count - 1)] }

    var title: String {
        shown.title + (isFrozen ? " (FROZEN)" : isGone ? " (gone)" : "")
    }

    mutating func receive(_ context: PaneContext) {
        guard !isFrozen else { return }
        let pages = PaneRegistry.pane(pane).pages(of: row, width: width, context: context)
        if pages.isEmpty {
            isGone = true
        } else {
            last = pages.map { Self.wrapped($0, width) }
        }
    }

    /// The page that Enter goes on to: the trace, unless it is open or there is none.
    private var tracePage: Int? {
        last.firstIndex { $0.tab == "trace" }.flatMap { $0 == page ? nil : $0 }
    }

    private mutating func turn(to number: Int) {
        page = (number + last.count) % last.count
        top = 0
    }

    mutating func handle(_ key: Key, _ context: PaneContext) -> DialogResult {
        switch key {
        case .escape, .character("q"): return .dismiss
        case .enter:
            guard let tracePage else { return .dismiss }
            turn(to: tracePage)
        case .tab: turn(to: page + 1)
        case .backTab: turn(to: page - 1)
        case .mouse(let event) where event.kind == .wheelDown: top += 3
        case .mouse(let event) where event.kind == .wheelUp: top -= 3
        default:
            switch context.keys.action(for: key) {
            case .down?: top += 1
            case .up?: top -= 1
            case .pageDown?, .halfPageDown?: top += 10
            case .pageUp?, .halfPageUp?: top -= 10
            case .top?: top = 0
            case .bottom?: top = shown.lines.count
            case .columnsRight?: turn(to: page + 1)
            case .columnsLeft?: turn(to: page - 1)
            case .trace?:
                guard let tracePage else { return .refuse }
                turn(to: tracePage)
            case let action? where action.facts.panes?.contains(pane) == true:
                return .perform(action)
            default: return .refuse
            }
        }
        top = max(0, min(top, shown.lines.count - 1))
        return .stay
    }

    mutating func click(at point: Point, in area: Rect, _ context: PaneContext) -> DialogResult {
        guard last.count > 1, point.y == area.y else { return .stay }
        var x = area.x
        for (number, detail) in last.enumerated() {
            let end = x + DisplayWidth.of(detail.tab) + 2
            if (x..<end).contains(point.x) { turn(to: number) }
            x = end + 1
        }
        return .stay
    }

    func contentSize(in screen: Size, _ context: PaneContext) -> Size {
        let widest = last.flatMap { $0.lines.map(\.width) }.max() ?? 0
        let tallest = last.map(\.lines.count).max() ?? 0
        return Size(
            columns: min(screen.columns - 4, max(50, min(width, widest))),
            rows: min(screen.rows - 2, tallest + 2 + (last.count > 1 ? 1 : 0)))
    }

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        var (list, footer) = area.splitBottom(1)
        if last.count > 1 {
            let tabs: Rect
            (tabs, list) = list.splitTop(1)
            let words = last.enumerated().map { number, detail in
                StyledText(
                    " \(detail.tab) ", number == page ? .uiKey : .uiMuted,
                    number == page ? [.bold, .reverse] : [])
            }
            canvas.put(
                StyledText.joined(words, by: " "), x: tabs.x, y: tabs.y, maxWidth: tabs.width)
        }
        drawLines(Array(shown.lines.dropFirst(top)), in: list, on: &canvas)
        let own = Action.allCases.filter {
            $0.facts.panes?.contains(pane) == true && !$0.facts.hint.isEmpty
                && $0.section == .trade || $0 == .copy
        }
        .filter { !row.isHeading || $0.takesHeadings }
        var hints = own.map { action in
            StyledText(context.keys.name(of: action), .uiKey, .bold)
                + StyledText(" \(action.facts.hint)", .uiMuted)
        }
        var ways: [StyledText] = []
        if tracePage != nil {
            ways.append(StyledText("Enter", .uiKey, .bold) + StyledText(" trace", .uiMuted))
        }
        ways.append(StyledText("Esc", .uiKey, .bold) + StyledText(" back", .uiMuted))
        let below = shown.lines.count - top - list.height
        if below > 0 { ways.append(StyledText("\(below) more below", .uiMuted)) }
        // The way out stays in sight on the narrowest screen.
        while !hints.isEmpty, StyledText.joined(hints + ways).width > footer.width {
            hints.removeLast()
        }
        canvas.put(
            StyledText.joined(hints + ways), x: footer.x, y: footer.y, maxWidth: footer.width)
    }
}
