import Terminal

/// A table fitted to a width: which columns are shown, where, and what stands in the visible rows.
///
/// Columns leave by priority until the rest fits, so that no figure is ever cut; a narrow one that left comes back where
/// there is still room for it.
struct Table<Row: Sendable>: Sendable {
    /// A column with its place.
    struct Fitted: Sendable {
        var column: Column<Row>
        var x: Int
        var width: Int
    }

    let columns: [Fitted]
    /// The widths the columns need, by title, for the next table to grow from.
    let widths: [String: Int]
    /// How many columns found no room.
    let hiddenCount: Int

    private static var gap: Int { 1 }

    /// Fits columns to a width.
    ///
    /// - Parameters:
    ///   - every: Every column, from left to right.
    ///   - rows: The visible rows.
    ///   - area: The room for the table; only its columns matter.
    ///   - grown: The widths that the columns have grown to before.
    ///   - skipped: How many columns after the first are scrolled past.
    ///   - context: What the cells are written from.
    init(
        _ every: [Column<Row>], rows: [Row], in area: Rect, grown: [String: Int],
        skipped: Int = 0, context: PaneContext
    ) {
        // The first column says whose row it is, so it never scrolls away.
        let all = Array(every.prefix(1) + every.dropFirst(1 + min(skipped, every.count - 2)))
        var natural: [String: Int] = [:]
        for column in all {
            let title = DisplayWidth.of(column.title) + (column.sortKey == nil ? 0 : 1)
            let text: Column<Row>.Text
            switch column.content {
            case .figures(let figures): text = figures
            case .words(_, _, let words): text = words
            case .drawing: continue
            }
            let widest = rows.reduce(title) { max($0, text($1, context).width) }
            natural[column.title] = max(widest, grown[column.title] ?? 0)
        }
        widths = natural
        func minimum(_ column: Column<Row>) -> Int {
            switch column.content {
            case .figures: natural[column.title] ?? 0
            case .words(let minimum, _, _): min(minimum, natural[column.title] ?? 0)
            case .drawing(let widths, _, _): widths.lowerBound
            }
        }
        func total(_ columns: [Column<Row>]) -> Int {
            columns.reduce(0) { $0 + minimum($1) + Self.gap } - (columns.isEmpty ? 0 : Self.gap)
        }
        /// What the columns need before the least important of them leaves.
        func comfort(_ columns: [Column<Row>], worst: Int) -> Int {
            columns.reduce(total(columns)) { sum, column in
                guard case .drawing(let widths, let comfortable, _) = column.content,
                    column.priority < worst
                else { return sum }
                return sum + max(0, comfortable - widths.lowerBound)
            }
        }
        var kept = all
        while kept.count > 1, let worst = kept.map(\.priority).max(),
            comfort(kept, worst: worst) > area.width,
            let index = kept.lastIndex(where: { $0.priority == worst })
        {
            kept.remove(at: index)
        }
        for column in all.sorted(by: { $0.priority < $1.priority })
        where !kept.contains(where: { $0.title == column.title }) {
            let titles = Set(kept.map(\.title)).union([column.title])
            let more = all.filter { titles.contains($0.title) }
            if comfort(more, worst: .max) <= area.width { kept = more }
        }
        hiddenCount = all.count - kept.count

        // Drawings first get what makes them readable, then words what they need; drawings share the rest.
        var widths = kept.map(minimum)
        var spare = max(0, area.width - total(kept))
        for index in kept.indices {
            guard case .drawing(let range, let comfortable, _) = kept[index].content else {
                continue
            }
            let extra = min(spare, max(0, min(comfortable, range.upperBound) - widths[index]))
            widths[index] += extra
            spare -= extra
        }
        for index in kept.indices {
            guard case .words(_, let maximum, _) = kept[index].content else { continue }
            let wanted = min(maximum, natural[kept[index].title] ?? 0)
            let extra = min(spare, max(0, wanted - widths[index]))
            widths[index] += extra
            spare -= extra
        }
        var open = kept.indices.filter {
            if case .drawing = kept[$0].content { true } else { false }
        }
        while spare > 0, !open.isEmpty {
            open.removeAll { index in
                guard spare > 0, case .drawing(let range, _, _) = kept[index].content,
                    widths[index] < range.upperBound
                else { return true }
                widths[index] += 1
                spare -= 1
                return false
            }
        }
        if kept.count == 1 { widths[0] = min(widths[0], area.width) }

        var x = area.x
        columns = zip(kept, widths).map { column, width in
            defer { x += width + Self.gap }
            return Fitted(column: column, x: x, width: width)
        }
    }

    /// Returns the column at a place of the screen.
    func column(at x: Int) -> Column<Row>? {
        columns.first { x >= $0.x && x < $0.x + $0.width }?.column
    }

    /// Draws the titles, with the sign of the column that is sorted by.
    func drawHeader(y: Int, sort: ListState.SortOrder?, on canvas: inout Canvas) {
        for fitted in columns {
            let isSorted = sort?.column == fitted.column.title
            var title = StyledText(fitted.column.title, .uiHeader, isSorted ? [.bold] : [])
            if isSorted, let sort {
                let sign = sort.isDescending ? canvas.glyphs.sortDown : canvas.glyphs.sortUp
                title.append(String(sign), .uiHeader, .bold)
            }
            switch fitted.column.content {
            case .figures: canvas.putRight(title, x: fitted.x, y: y, width: fitted.width)
            default: canvas.put(title, x: fitted.x, y: y, maxWidth: fitted.width)
            }
        }
    }

    /// Draws one row; what differs from the row before stands out, in the columns that say so.
    func draw(
        _ row: Row, before: Row? = nil, y: Int, background: Role?, isMuted: Bool,
        context: PaneContext, on canvas: inout Canvas
    ) {
        for fitted in columns {
            var text: StyledText
            var isRight = false
            switch fitted.column.content {
            case .figures(let figures):
                text = figures(row, context)
                isRight = true
                if let before, fitted.column.flashes {
                    text.standOut(from: figures(before, context))
                }
            case .words(_, _, let words):
                text = words(row, context)
                if let before, fitted.column.flashes { text.standOut(from: words(before, context)) }
                if !context.matched.isEmpty {
                    text = text.marked(
                        at: MatchMarks.places(ofWords: context.matched, in: text.plain))
                }
            case .drawing(_, _, let draw): text = draw(row, fitted.width, context)
            }
            if isMuted {
                text = text.restyled { Style(.uiMuted, attributes: $0.attributes) }
            }
            if isRight {
                canvas.putRight(
                    text, x: fitted.x, y: y, width: fitted.width, background: background)
            } else {
                canvas.put(
                    text, x: fitted.x, y: y, maxWidth: fitted.width, background: background)
            }
        }
    }

    /// The titles as one line of text, aligned as the rows are.
    var titles: String {
        columns.map { fitted in
            let title = fitted.column.title
            let pad = String(
                repeating: " ", count: max(0, fitted.width - DisplayWidth.of(title)))
            if case .figures = fitted.column.content { return pad + title }
            return title + pad
        }
        .joined(separator: " ")
    }

    /// Returns a row as one line of text, for the clipboard and for reports.
    func line(_ row: Row, context: PaneContext, padded: Bool) -> String {
        columns.map { fitted in
            switch fitted.column.content {
            case .figures(let figures):
                let text = figures(row, context).plain
                let spare = padded ? fitted.width - DisplayWidth.of(text) : 0
                return String(repeating: " ", count: max(0, spare)) + text
            case .words(_, _, let words):
                let whole = words(row, context).plain
                guard padded else { return whole }
                let text = DisplayWidth.truncate(
                    whole, to: fitted.width, mark: context.glyphs.ellipsis)
                return text + String(repeating: " ", count: fitted.width - DisplayWidth.of(text))
            case .drawing(_, _, let draw):
                return padded ? draw(row, fitted.width, context).plain : ""
            }
        }
        .filter { padded || !$0.isEmpty }
        .joined(separator: padded ? " " : "  ")
    }
}

extension StyledText {
    /// Makes a text that reads otherwise than the one before bold, and brighter where its colour says nothing.
    fileprivate mutating func standOut(from before: StyledText) {
        guard before.plain != plain else { return }
        self = restyled {
            var style = $0
            style.attributes.insert(.bold)
            if style.role == .uiForeground { style.role = .stateChanged }
            return style
        }
    }
}
