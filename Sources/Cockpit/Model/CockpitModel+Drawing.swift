public import Terminal
import Trading

extension CockpitModel {
    /// Draws the whole screen.
    ///
    /// - Parameter canvas: A blank canvas of the model's size.
    public func draw(into canvas: inout Canvas) {
        var pictures = PanePictures()
        draw(into: &canvas, reusing: &pictures)
    }

    /// Draws the whole screen, and takes over the panes that look as they did.
    ///
    /// - Parameters:
    ///   - canvas: A blank canvas of the model's size.
    ///   - pictures: What was drawn before; holds what is drawn now afterwards.
    public func draw(into canvas: inout Canvas, reusing pictures: inout PanePictures) {
        canvas.cursor = nil
        let layout = layout
        guard let desk else {
            drawWaiting(on: &canvas)
            return
        }
        let age = max(0, now.seconds(since: (history.last ?? desk).takenAt))
        let freshness = Freshness(age: age, period: desk.periodSeconds)
        guard layout.tier != .line else {
            drawTooSmall(desk, freshness, on: &canvas)
            return
        }
        let hasHints = filterEditor == nil && notice == nil
        let parts = layout.slots.map(\.area) + [layout.ribbon] + (hasHints ? [layout.hints] : [])
        pictures.lay(parts, on: &canvas)
        for slot in layout.slots {
            pictures.draw(slot, context: context(desk, pane: slot.pane, layout), on: &canvas)
        }
        let focused = layout.resolved(focus)
        let context = context(desk, pane: focused, layout)
        pictures.draw(Ribbon(context: context), in: layout.ribbon, on: &canvas)
        if hasHints {
            pictures.draw(hints(desk, focus: focused), in: layout.hints, on: &canvas)
        }
        pictures.keep(canvas)
        colourFrames(desk.venue, layout, on: &canvas)
        header(desk, layout).bar.draw(in: layout.header, on: &canvas)
        if freshness == .stale, frozen == nil { greyOut(layout, on: &canvas) }
        if let frozen {
            FrozenBanner(
                context: context,
                number: frozen.index + 1, count: frozen.history.count,
                age: max(0, now.seconds(since: desk.takenAt)), showsMoney: !layout.ribbon.isEmpty
            ).draw(in: layout.banner, on: &canvas)
        }
        if !hasHints { drawLastRow(layout, on: &canvas) }
        if showsWelcome { drawWelcome(layout, on: &canvas) }
        guard !dialogs.isEmpty else { return }
        // What is behind a dialog stays as it is: to restyle it all would cost a slow line most of a screen, twice.
        let live = liveContext(history.last ?? desk)
        for dialog in dialogs {
            dialog.present(
                context: live, isStale: freshness == .stale && frozen == nil, on: &canvas)
        }
    }

    /// The hints of a pane, with what its keys do now.
    func hints(_ desk: DeskSnapshot, focus: PaneID) -> HintBar {
        var isPaused = false
        if case .handler(let name)? = states[focus]?.selection {
            isPaused = desk.handlers.first { $0.name == name }?.isPaused ?? false
        }
        return HintBar(
            keys: keys, focus: focus, isFrozen: frozen != nil, isReadOnly: options.isReadOnly,
            isHalted: desk.risk.state != .active, isPaused: isPaused)
    }

    func header(_ desk: DeskSnapshot, _ layout: Layout) -> Header {
        let age = max(0, now.seconds(since: (history.last ?? desk).takenAt))
        return Header(
            context: liveContext(desk), age: age,
            freshness: Freshness(age: age, period: desk.periodSeconds), isLocked: isLocked,
            isReadOnly: options.isReadOnly, saysFrozen: frozen != nil && !dialogs.isEmpty,
            themeName: themeName,
            renderSeconds: renderTime.shown, isAlone: layout.ribbon.isEmpty)
    }

    /// Puts the frame that has the focus into the colour of the venue, and every frame while keys may send real
    /// orders.
    private func colourFrames(_ venue: VenueMode, _ layout: Layout, on canvas: inout Canvas) {
        guard venue == .live || venue == .paper else { return }
        let role = Header.role(venue)
        var framed: Set<Role> = [.uiBorderFocus, .uiTitleFocus]
        if venue == .live, !isLocked { framed.insert(.uiBorder) }
        canvas.restyle(layout.body) { style in
            if framed.contains(style.role) { style.role = role }
        }
    }

    /// Takes the colours out of every figure: what was is not what is.
    private func greyOut(_ layout: Layout, on canvas: inout Canvas) {
        for area in [layout.header, layout.ribbon, layout.body] {
            canvas.restyle(area) { $0.goStale() }
        }
        // A strip has no frame for the word: there it would look like a part of the row.
        for slot in layout.slots where slot.area.width > 30 && slot.area.height > 2 {
            canvas.put(
                " STALE ", x: slot.area.x + slot.area.width / 2 - 3, y: slot.area.maxY - 1,
                style: Style(.stateError, attributes: [.bold, .reverse]))
        }
    }

    /// What takes the place of the hints: a filter that is being typed, or what was just said.
    private func drawLastRow(_ layout: Layout, on canvas: inout Canvas) {
        let row = layout.hints
        if let (field, _) = filterEditor {
            let problem = focusedState.filterProblem
            let label = canvas.put(
                " filter \(PaneRegistry.pane(focusedPane).title.lowercased()): ", x: row.x,
                y: row.y,
                style: Style(.uiKey, attributes: .bold))
            let completions = filterCompletions
            let note =
                problem
                ?? (completions.isEmpty
                    ? "\(focusedState.shownRows.count) of \(focusedState.total)  Enter keeps  Esc drops"
                    : "\(focusedState.shownRows.count) of \(focusedState.total)  Tab: "
                        + completions.prefix(4).joined(separator: " "))
            let noteWidth = min(DisplayWidth.of(note), max(0, row.width - label - 14))
            field.draw(
                x: row.x + label, y: row.y, width: row.width - label - noteWidth - 3, on: &canvas,
                isFocused: true)
            canvas.put(
                note, in: row.splitRight(noteWidth + 1).right,
                style: Style(problem == nil ? .uiMuted : .stateWarn))
        } else if let notice {
            canvas.put(notice.text, x: row.x + 1, y: row.y, maxWidth: row.width - 2)
        }
    }

    private func drawWelcome(_ layout: Layout, on canvas: inout Canvas) {
        let room = max(10, layout.body.width - 4)
        let lines = [
            "\(keys.name(of: .nextPane)) or a digit goes to a pane, \(keys.name(of: .open)) opens a row, "
                + "\(keys.name(of: .help)) lists every key",
            "\(keys.name(of: .inject)) injects a signal, \(keys.name(of: .close)) closes a position, "
                + "\(keys.name(of: .halt)) halts: each asks first",
            "\(keys.name(of: .nextTheme)) changes the theme, \(keys.name(of: .freeze)) freezes the screen; "
                + "any key hides this",
        ].flatMap { Wrapping.lines($0, width: room) }
        guard lines.count + 2 <= layout.body.height / 2 else {
            // What was just said goes first: the key that hides the welcome hides it too.
            if notice == nil { drawShortWelcome(layout.hints, on: &canvas) }
            return
        }
        let width = min(layout.body.width, (lines.map(DisplayWidth.of).max() ?? 0) + 4)
        let area = Rect(
            x: (canvas.size.columns - width) / 2,
            y: max(0, layout.hints.y - lines.count - 2), width: width, height: lines.count + 2)
        canvas.fill(area, style: Style(.uiModal))
        let inner = canvas.box(area, title: "Welcome", focused: true).inset(columns: 1, rows: 0)
        for (row, line) in lines.enumerated() {
            canvas.put(
                line, in: Rect(x: inner.x, y: inner.y + row, width: inner.width, height: 1),
                style: Style(.uiModal))
        }
        canvas.restyle(area) { style in
            if style.background == nil { style.background = .uiModal }
        }
    }

    /// The welcome of a screen whose rows are needed: in the place of the hints, as much as it holds.
    private func drawShortWelcome(_ row: Rect, on canvas: inout Canvas) {
        func segment(_ actions: [Action], _ words: String, priority: Int) -> SegmentBar.Segment {
            let names = actions.map { keys.name(of: $0) }.joined(separator: " ")
            return SegmentBar.Segment(
                StyledText(names, .uiKey, .bold) + StyledText(" \(words)", .uiMuted),
                priority: priority)
        }
        let bar = SegmentBar(
            left: [
                SegmentBar.Segment(StyledText("Welcome", .uiTitleFocus, .bold), priority: 1),
                segment([.help], "lists every key", priority: 2),
                segment([.nextPane], "next pane", priority: 3),
                segment([.inject], "injects a signal", priority: 4),
                segment([.close], "closes a position", priority: 5),
            ])
        canvas.fill(row, style: .plain)
        bar.draw(in: row, on: &canvas)
    }

    /// The screen before the first snapshot.
    private func drawWaiting(on canvas: inout Canvas) {
        let lines = [
            "\(canvas.glyphs.emblem) ALPHASTOCKS",
            "waiting for the desk's first snapshot",
            "\(keys.name(of: .quit)) quits",
        ]
        let top = max(0, canvas.size.rows / 2 - 1)
        for (row, line) in lines.enumerated() {
            canvas.put(
                line, in: Rect(x: 0, y: top + row, width: canvas.size.columns, height: 1),
                alignment: .centre, style: Style(row == 0 ? .uiHeader : .uiMuted))
        }
    }

    /// One line for a screen too small for panes: what it has, what it needs, and what matters most.
    private func drawTooSmall(
        _ desk: DeskSnapshot, _ freshness: Freshness, on canvas: inout Canvas
    ) {
        let context = liveContext(desk)
        guard size.columns >= 24 else {
            return drawTiny(desk, context.figures, isStale: freshness == .stale, on: &canvas)
        }
        var day = StyledText("day ", .uiMuted)
        day.append(context.figures.profit(desk.account.dayNet, decimals: false))
        if freshness == .stale {
            day =
                StyledText("STALE ", .stateError, .bold) + day.restyled { _ in Style(.stateStale) }
        }
        let first: [SegmentBar.Segment] = [
            .init(stateWord(desk), priority: 2),
            .init(StyledText(desk.venue.rawValue, Header.role(desk.venue), .bold), priority: 3),
            .init(StyledText("\(size) of \(Layout.smallest)", .stateWarn), priority: 1),
        ]
        let figures: [SegmentBar.Segment] = [
            .init(day, priority: 4), .init(Ribbon.deadLetters(context), priority: 5),
        ]
        let open = desk.positions.count { $0.position.status.isLive }
        let last = SegmentBar.Segment(
            StyledText(keys.name(of: .quit), .uiKey, .bold)
                + (isQuitUrged
                    ? StyledText(" again quits, \(open) open", .stateWarn, .bold)
                    : StyledText(" quit", .uiMuted)),
            priority: isQuitUrged ? 0 : 2)
        // What does not fit into one row has a second.
        let isOneRow = size.columns >= Layout.smallest.columns || size.rows < 2
        let rows =
            isOneRow
            ? [SegmentBar(left: first + figures + [last], gap: 1)]
            : [SegmentBar(left: first + [last], gap: 1), SegmentBar(left: figures, gap: 1)]
        for (row, bar) in rows.enumerated() {
            bar.draw(in: Rect(x: 0, y: row, width: canvas.size.columns, height: 1), on: &canvas)
        }
    }

    /// That the screen shows the past, or that the desk takes nothing; nothing where all is as it should be.
    private func stateWord(_ desk: DeskSnapshot) -> StyledText {
        if frozen != nil { return StyledText("FROZEN", .modeFrozen, [.bold, .reverse]) }
        guard desk.risk.state != .active else { return .empty }
        return StyledText(desk.risk.state.rawValue, .stateError, [.bold, .reverse])
    }

    /// Where not even one line fits: what there is, what it takes, and the way out, a row each.
    private func drawTiny(
        _ desk: DeskSnapshot, _ figures: Figures, isStale: Bool, on canvas: inout Canvas
    ) {
        let way = "\(keys.name(of: .quit)) \(isQuitUrged ? "again" : "quit")"
        let state = isStale ? "STALE" : stateWord(desk).plain
        let rows =
            (state.isEmpty ? ["\(size)", "of \(Layout.smallest)", way] : [state, way])
            + [
                figures.signedMoney(desk.account.dayNet, decimals: false),
                "DLQ \(desk.deadLetters.total)",
            ]
            .filter { DisplayWidth.of($0) <= size.columns }
        for (row, text) in rows.enumerated() {
            _ = canvas.put(text, x: 0, y: row, style: Style(.stateWarn))
        }
    }
}
