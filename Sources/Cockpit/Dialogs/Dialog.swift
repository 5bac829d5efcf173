import Terminal
import Trading

/// A window over the panes that has the keys until it is closed.
protocol Dialog: Sendable {
    var title: String { get }

    /// Whether characters go into a text, so that no binding and no burst of keys applies.
    var acceptsText: Bool { get }

    /// Whether it can lead to a command, so that a lock closes it.
    var isGuarded: Bool { get }

    /// Whether it shows what the desk has told, and says nowhere itself how old that is.
    var showsData: Bool { get }

    /// Takes a key.
    mutating func handle(_ key: Key, _ context: PaneContext) -> DialogResult

    /// Takes a click inside its frame; what counts is never done by a single click.
    mutating func click(at point: Point, in area: Rect, _ context: PaneContext) -> DialogResult

    /// Learns of another size of the screen.
    mutating func resize(to screen: Size)

    /// Looks at a new snapshot.
    mutating func receive(_ context: PaneContext)

    /// Learns the id of the command it sent.
    mutating func didSend(as id: CommandID)

    /// Learns the id of the question it asked.
    mutating func didAsk(as id: CommandID)

    /// The size wanted inside the frame, on a screen of the size given.
    func contentSize(in screen: Size, _ context: PaneContext) -> Size

    /// Draws what is inside the frame.
    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas)
}

/// What a dialog wants after a key.
enum DialogResult: Sendable {
    /// Nothing more.
    case stay
    /// To be closed.
    case dismiss
    /// A command to be sent; the dialog stays to show the answer.
    case send(Command)
    /// A question that changes nothing, whose answer the dialog shows.
    case ask(Command)
    /// To give way to another dialog.
    case replace(any Dialog)
    /// A theme to be looked at while the dialog is open; `nil` for the one there was before.
    case preview(theme: String?)
    /// An action to be performed, with the dialog left open.
    case perform(Action)
    /// To be closed, and a choice from the palette run.
    case run(PaletteItem)
    /// To be closed and the cockpit unlocked.
    case unlock
    /// The cockpit to end.
    case quit
    /// A key it has no use for.
    case refuse
}

extension Dialog {
    var acceptsText: Bool { false }
    var isGuarded: Bool { false }
    var showsData: Bool { false }
    mutating func click(at point: Point, in area: Rect, _ context: PaneContext) -> DialogResult {
        .stay
    }
    mutating func resize(to screen: Size) {}
    mutating func receive(_ context: PaneContext) {}
    mutating func didSend(as id: CommandID) {}
    mutating func didAsk(as id: CommandID) {}

    /// The frame's place: in the middle of the screen below the header.
    private func frame(in screen: Size, _ context: PaneContext) -> Rect {
        let wanted = contentSize(in: screen.belowHeader, context)
        return Rect(screen).splitTop(1).rest.centred(
            width: max(wanted.width, DisplayWidth.of(title) + 6) + 4, height: wanted.rows + 2)
    }

    /// Gives the dialog a click, if it is inside its frame.
    mutating func clicked(_ point: Point, screen: Size, _ context: PaneContext) -> DialogResult {
        let inner = frame(in: screen, context).inset().inset(columns: 1, rows: 0)
        return inner.contains(point) ? click(at: point, in: inner, context) : .stay
    }

    /// Draws the dialog in the middle of the screen.
    ///
    /// - Parameters:
    ///   - context: The newest snapshot.
    ///   - isStale: Whether the data are dead, so that those it shows must not look alive.
    ///   - canvas: Where to draw.
    func present(context: PaneContext, isStale: Bool, on canvas: inout Canvas) {
        let area = frame(in: canvas.size, context)
        // A margin keeps the words of the panes behind off the frame.
        canvas.fill(area, style: Style(.uiModal))
        let inner = canvas.box(area, title: title, focused: true).inset(columns: 1, rows: 0)
        canvas.within(inner) { canvas in
            draw(in: inner, context: context, on: &canvas)
        }
        if isStale, showsData { canvas.restyle(inner) { $0.goStale() } }
        canvas.restyle(area) { style in
            if style.background == nil { style.background = .uiModal }
        }
    }

    /// Draws lines from the top.
    func drawLines(_ lines: [StyledText], in area: Rect, on canvas: inout Canvas) {
        for (row, line) in lines.prefix(area.height).enumerated() {
            canvas.put(line, x: area.x, y: area.y + row, maxWidth: area.width)
        }
    }
}

extension Size {
    fileprivate var width: Int { columns }

    /// What a dialog may take of a screen: the header, which says whose venue it is and how old the data are, stays
    /// in sight.
    var belowHeader: Size { Size(columns: columns, rows: max(1, rows - 1)) }
}

extension Style {
    /// Makes it that of dead data; frames, badges and the venue's colours stay.
    mutating func goStale() {
        // Badges are words in reverse: venue, risk state and STALE itself.
        guard !attributes.contains(.reverse) else { return }
        switch role {
        case .uiBorder, .uiBorderFocus, .uiTitle, .uiTitleFocus, .uiFaint: return
        case let role where Role.modes.contains(role): return
        default:
            role = .stateStale
            ramp = nil
            attributes = .dim
        }
    }
}
