import Terminal
import Trading

/// A pane that is a table of rows, with room for the selected one in detail.
protocol ListPane: Pane {
    associatedtype Row: Sendable & Encodable

    var columns: [Column<Row>] { get }

    /// The desk's rows in the desk's order.
    func rows(_ context: PaneContext) -> [Row]
    func identity(_ row: Row) -> RowID
    func facts(_ row: Row, context: PaneContext) -> RowFacts

    /// The headings that bring rows together which are one case; none where every row is a case of its own.
    func groups(_ rows: [Row], context: PaneContext) -> [RowGroup]
    /// What stands at the right of the title.
    func note(_ context: PaneContext) -> String
    /// What is said when there are no rows at all.
    func emptyText(_ context: PaneContext) -> [String]
    /// The lowest and the highest value that the drawings of some rows have together, so that they can be compared.
    func scale(of rows: [Row]) -> ClosedRange<Double>?
    /// Whether a row is shown muted, because it is over.
    func isMuted(_ row: Row) -> Bool
    /// The selected row in full; the first lines say the most.
    func detail(_ row: Row, width: Int, height: Int, context: PaneContext) -> PaneDetail
    /// The signal whose trade the row belongs to.
    func signalID(_ row: Row) -> String?
    /// What else there is to read about a row besides its detail and its trace.
    func morePages(_ row: Row, width: Int, context: PaneContext) -> [PaneDetail]
    /// Where the selected row is shown in full beside the list, if the room allows.
    func arrangement(of area: Rect, context: PaneContext) -> PaneArrangement
}

extension ListPane {
    func groups(_ rows: [Row], context: PaneContext) -> [RowGroup] { [] }

    func scale(of rows: [Row]) -> ClosedRange<Double>? { nil }

    func isMuted(_ row: Row) -> Bool { false }

    func isOver(_ row: RowID, context: PaneContext) -> Bool {
        rows(context).first { identity($0) == row }.map(isMuted) ?? false
    }

    func signalID(_ row: Row) -> String? { nil }

    func morePages(_ row: Row, width: Int, context: PaneContext) -> [PaneDetail] { [] }

    func arrangement(of area: Rect, context: PaneContext) -> PaneArrangement { .list(area) }

    /// Whether rows have a column for marks.
    private var hasMarks: Bool { Set<PaneID>.markable.contains(id) }

    private var gutter: Int { hasMarks ? 2 : 1 }

    var sortable: [String] { columns.filter { $0.sortKey != nil }.map(\.title) }

    func ordering(_ context: PaneContext) -> PaneOrdering {
        let all = rows(context)
        let matcher = context.state.filter.matcher()
        var shown = all
        if !context.state.filter.isEmpty {
            shown = all.filter { matcher.accepts(facts($0, context: context)) }
        }
        if let sort = context.state.sort,
            let key = columns.first(where: { $0.title == sort.column })?.sortKey
        {
            // The desk's order breaks ties, so that equal rows do not swap at every snapshot.
            shown = shown.enumerated()
                .map { (row: $0.element, key: key($0.element), number: $0.offset) }
                .sorted { left, right in
                    if left.key == right.key { return left.number < right.number }
                    return (left.key < right.key) != sort.isDescending
                }
                .map(\.row)
        }
        let groups = groups(shown, context: context)
        return PaneOrdering(
            rows: RowGroup.order(shown.map(identity), under: groups),
            headings: RowGroup.headings(of: groups), total: all.count, problem: matcher.problem)
    }

    /// What stands in the visible lines.
    private func window(_ arrangement: PaneArrangement, _ context: PaneContext) -> [ListLine<Row>] {
        let state = context.state
        let ids = state.order.dropFirst(state.top).prefix(visibleRows(arrangement))
        let wanted = Set(ids)
        var found: [RowID: ListLine<Row>] = [:]
        for row in rows(context) {
            let id = identity(row)
            if wanted.contains(id) { found[id] = .row(row) }
        }
        if wanted.contains(where: \.isHeading) {
            for group in shownGroups(context) { found[group.id] = .heading(group) }
        }
        return ids.compactMap { found[$0] }
    }

    private func table(
        _ rows: [Row], _ arrangement: PaneArrangement, _ context: PaneContext
    ) -> Table<Row> {
        // A free column at the right keeps the last figures off the frame.
        Table(
            columns, rows: rows,
            in: arrangement.table.splitLeft(gutter).rest.splitRight(1).rest,
            grown: context.state.widths, skipped: context.state.skippedColumns, context: context)
    }

    func measure(in area: Rect, context: PaneContext) -> PaneMeasure {
        let arrangement = arrangement(of: area, context: context)
        let all = rows(context)
        // A short list is measured as a whole: its columns then stay where they are when it scrolls.
        let measured = all.count <= 32 ? all : window(arrangement, context).compactMap(\.row)
        let table = table(measured, arrangement, context)
        return PaneMeasure(
            visibleRows: visibleRows(arrangement), widths: table.widths,
            hiddenColumns: table.hiddenCount)
    }

    private func visibleRows(_ arrangement: PaneArrangement) -> Int {
        max(0, arrangement.table.height - (arrangement.isFramed ? 1 : 0))
    }

    func hit(_ point: Point, in area: Rect, context: PaneContext) -> PaneHit {
        let arrangement = arrangement(of: area, context: context)
        guard arrangement.table.contains(point) else { return .nothing }
        let shown = window(arrangement, context)
        let line = point.y - arrangement.table.y
        guard arrangement.isFramed else {
            return line < shown.count ? .row(rowID(of: shown[line])) : .nothing
        }
        if line == 0 {
            let column = table(shown.compactMap(\.row), arrangement, context).column(at: point.x)
            guard let column, column.sortKey != nil else { return .nothing }
            return .header(column: column.title)
        }
        return line <= shown.count ? .row(rowID(of: shown[line - 1])) : .nothing
    }

    private func rowID(of line: ListLine<Row>) -> RowID {
        switch line {
        case .row(let row): identity(row)
        case .heading(let group): group.id
        }
    }

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        let arrangement = arrangement(of: area, context: context)
        if arrangement.isFramed {
            canvas.box(
                arrangement.frame, title: numberedTitle, note: fullNote(context),
                focused: context.isFocused)
        }
        let hiddenColumns = canvas.within(arrangement.table) { canvas in
            drawTable(arrangement, context, on: &canvas)
        }
        if arrangement.isFramed {
            drawMoreColumns(hiddenColumns, arrangement, context, on: &canvas)
        }
        let aside = arrangement.aside
        canvas.putRight(
            aside, x: arrangement.table.maxX, y: arrangement.frame.y,
            width: arrangement.frame.maxX - arrangement.table.maxX)
        drawScrollbar(arrangement, context, on: &canvas)
        drawDetail(arrangement, context, on: &canvas)
        drawRest(arrangement, context, on: &canvas)
    }

    /// Draws the selected row in full, where there is room for it.
    private func drawDetail(
        _ arrangement: PaneArrangement, _ context: PaneContext, on canvas: inout Canvas
    ) {
        let state = context.state
        guard !arrangement.detail.isEmpty else { return }
        let selected = state.selection.flatMap {
            page(
                of: $0, width: arrangement.detail.width - 2, height: arrangement.detail.height,
                context)
        }
        if let frame = arrangement.detailFrame {
            canvas.box(frame, title: selected?.title ?? "details")
        } else {
            let y = arrangement.detail.y - 1
            canvas.hline(
                x: arrangement.frame.x + 1, y: y, width: arrangement.frame.width - 2,
                style: Style(.uiFaint), glyph: canvas.glyphs.dotted)
        }
        guard let selected else { return }
        canvas.within(arrangement.detail) { canvas in
            let area = arrangement.detail
            for (row, line) in selected.lines.prefix(area.height).enumerated() {
                canvas.put(line, x: area.x + 1, y: area.y + row, maxWidth: area.width - 2)
            }
        }
    }

    /// Says in the frame beside the header, where it touches no title, that there are more columns that way.
    private func drawMoreColumns(
        _ hidden: Int, _ arrangement: PaneArrangement, _ context: PaneContext,
        on canvas: inout Canvas
    ) {
        let y = arrangement.table.y
        if context.state.skippedColumns > 0 {
            canvas.put("<", x: arrangement.frame.x, y: y, style: Style(.uiKey, attributes: .bold))
        }
        if hidden > 0 {
            canvas.put(
                ">", x: arrangement.frame.maxX - 1, y: y, style: Style(.uiKey, attributes: .bold))
        }
    }

    /// Draws the header and the rows, or what is said where there are none.
    ///
    /// - Returns: How many columns found no room.
    private func drawTable(
        _ arrangement: PaneArrangement, _ context: PaneContext, on canvas: inout Canvas
    ) -> Int {
        let area = arrangement.table
        let shown = window(arrangement, context)
        var context = context
        context.scale = scale(of: shown.compactMap(\.row))
        if !context.state.filter.isEmpty { context.matched = context.state.filter.matcher().words }
        // The lines were measured when the list was brought up to date, and the columns are as wide as they need.
        let isMeasured = !context.state.widths.isEmpty
        let table = table(isMeasured ? [] : shown.compactMap(\.row), arrangement, context)
        var y = area.y
        if arrangement.isFramed {
            table.drawHeader(y: y, sort: context.state.sort, on: &canvas)
            y += 1
        }
        let marked = Set(context.state.shownMarks)
        let before = rowsBefore(context)
        for line in shown {
            let id = rowID(of: line)
            let background = drawGround(of: id, y: y, in: area, context, on: &canvas)
            switch line {
            case .row(let row):
                if hasMarks, marked.contains(id) {
                    canvas.put(
                        String(canvas.glyphs.mark), x: area.x + 1, y: y,
                        style: Style(.uiGutterMark, background: background, attributes: .bold))
                }
                table.draw(
                    row, before: before[id], y: y, background: background, isMuted: isMuted(row),
                    context: context, on: &canvas)
            case .heading(let group):
                canvas.put(
                    group.heading(context), x: area.x + gutter, y: y,
                    maxWidth: area.width - gutter - 1, background: background)
            }
            y += 1
        }
        guard shown.isEmpty else { return table.hiddenCount }
        let lines =
            context.state.filter.isEmpty || context.state.total == 0
            ? emptyText(context)
            : ["no row passes the filter \"\(context.state.filter.text)\"", "Esc clears it"]
        let start = y + max(0, (area.maxY - y - lines.count) / 2)
        for (index, line) in lines.enumerated() {
            canvas.put(
                line, in: Rect(x: area.x, y: start + index, width: area.width, height: 1),
                alignment: .centre, style: Style(.uiMuted))
        }
        return table.hiddenCount
    }

    /// The rows of the snapshot before, where changes are to stand out.
    private func rowsBefore(_ context: PaneContext) -> [RowID: Row] {
        guard columns.contains(where: \.flashes), let desk = context.before else { return [:] }
        var past = context
        past.desk = desk
        return Dictionary(rows(past).map { (identity($0), $0) }) { first, _ in first }
    }

    /// Draws the ground of a line and the cursor's sign on it.
    ///
    /// - Returns: The ground of the selected line; `nil` on any other.
    private func drawGround(
        of id: RowID, y: Int, in area: Rect, _ context: PaneContext, on canvas: inout Canvas
    ) -> Role? {
        guard context.state.selection == id else { return nil }
        let background = context.isFocused ? Role.uiSelection : .uiSelectionInactive
        canvas.fill(
            Rect(x: area.x, y: y, width: area.width, height: 1), style: Style.plain.on(background))
        canvas.put(
            String(canvas.glyphs.cursorMark), x: area.x, y: y,
            style: Style(
                context.isFocused ? .uiGutterMark : .uiMuted, background: background,
                attributes: context.isFocused ? .bold : []))
        return background
    }

    private func fullNote(_ context: PaneContext) -> String {
        let state = context.state
        var parts: [String] = []
        if !state.filter.isEmpty {
            parts.append("/\(state.filter.text) \(state.shownRows.count) of \(state.total)")
        }
        let marks = state.shownMarks.count
        if state.anchor != nil {
            parts.append("range of \(marks)")
        } else if marks > 0 {
            parts.append("\(marks) marked")
        }
        let own = note(context)
        if !own.isEmpty { parts.append(own) }
        return parts.joined(separator: "  ")
    }

    /// Says in the list's lower edge how many rows are above and below it.
    private func drawRest(
        _ arrangement: PaneArrangement, _ context: PaneContext, on canvas: inout Canvas
    ) {
        let below =
            context.state.order.count - context.state.top - visibleRows(arrangement)
        let above = context.state.top
        guard arrangement.isFramed, below > 0 || above > 0 else { return }
        let signs = [(canvas.glyphs.sortUp, above), (canvas.glyphs.sortDown, below)]
        let counts = signs.filter { $0.1 > 0 }.map { "\($0.0) \(context.figures.count($0.1))" }
        let text = " \(counts.joined(separator: "  ")) more "
        canvas.put(
            text, x: arrangement.frame.maxX - 2 - DisplayWidth.of(text), y: arrangement.table.maxY,
            style: Style(.uiMuted))
    }

    private func drawScrollbar(
        _ arrangement: PaneArrangement, _ context: PaneContext, on canvas: inout Canvas
    ) {
        guard arrangement.isFramed else { return }
        let height = arrangement.table.height - 1
        let count = context.state.order.count
        guard height >= 2, count > height else { return }
        let thumb = max(1, height * height / count)
        let travel = height - thumb
        let offset = travel * context.state.top / max(1, count - height)
        canvas.vline(
            x: arrangement.frame.maxX - 1, y: arrangement.table.y + 1 + min(travel, offset),
            height: thumb, style: Style(.uiScrollbar), glyph: canvas.glyphs.scrollThumb)
    }

    /// A row in full, or what the rows below a heading have in common.
    private func page(
        of row: RowID, width: Int, height: Int, _ context: PaneContext
    ) -> PaneDetail? {
        if let found = rows(context).first(where: { identity($0) == row }) {
            return detail(found, width: width, height: height, context: context)
        }
        return shownGroups(context).first { $0.id == row }?.page(width: width, context)
    }

    /// The headings over what passes the filter.
    private func shownGroups(_ context: PaneContext) -> [RowGroup] {
        let shown = Set(context.state.order)
        return groups(rows(context).filter { shown.contains(identity($0)) }, context: context)
    }

    func pages(of row: RowID, width: Int, context: PaneContext) -> [PaneDetail] {
        guard let found = rows(context).first(where: { identity($0) == row }) else {
            return page(of: row, width: width, height: 200, context).map { [$0] } ?? []
        }
        var pages = [detail(found, width: width, height: 200, context: context)]
        pages += morePages(found, width: width, context: context)
        if let signal = signalID(found) {
            pages.append(SignalStory(signalID: signal, context: context).page(width: width))
        }
        return pages
    }

    func signalID(of row: RowID, context: PaneContext) -> String? {
        rows(context).first { identity($0) == row }.flatMap(signalID)
    }

    func matches(_ filter: RowFilter, context: PaneContext) -> Set<RowID> {
        let matcher = filter.matcher()
        return Set(
            rows(context).filter { matcher.accepts(facts($0, context: context)) }.map(identity))
    }

    func completions(of word: String, context: PaneContext) -> [String] {
        FilterCompletion.words(for: word, among: rows(context).map { facts($0, context: context) })
    }

    func report(_ context: PaneContext, columns: Int) -> [String] {
        let rows = rows(context)
        guard !rows.isEmpty else { return emptyText(context) }
        let room = Rect(x: 0, y: 0, width: columns - 2, height: 1)
        let table = Table(self.columns, rows: rows, in: room, grown: [:], context: context)
        return [table.titles] + rows.map { table.line($0, context: context, padded: true) }
    }

    func record(of row: RowID, context: PaneContext) -> PaneRecord? {
        guard let found = rows(context).first(where: { identity($0) == row }) else { return nil }
        let wide = Rect(x: 0, y: 0, width: 400, height: 1)
        let table = Table(columns, rows: [found], in: wide, grown: [:], context: context)
        return PaneRecord(line: table.line(found, context: context, padded: false), value: found)
    }
}
