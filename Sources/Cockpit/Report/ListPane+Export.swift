import Terminal

extension ListPane {
    func export(_ context: PaneContext, as format: ViewExport.Format) -> ViewExport? {
        // Plain signs, so that a minus is one for every program that reads the file.
        var context = context
        context.glyphs = .ascii
        let found = Dictionary(rows(context).map { (identity($0), $0) }) { first, _ in first }
        let shown = ordering(context).rows.compactMap { found[$0] }
        let text =
            switch format {
            case .csv: csv(shown, context)
            case .json: RowJSON.text(shown) + "\n"
            }
        return ViewExport(
            view: title.lowercased().replacing(" ", with: "-"), format: format, rows: shown.count,
            text: text)
    }

    private func csv(_ rows: [Row], _ context: PaneContext) -> String {
        // A drawing says nothing that the figures beside it do not say.
        let written = columns.filter { column in
            if case .drawing = column.content { false } else { true }
        }
        return CSVText.line(written.map(\.title))
            + rows.map { row in
                CSVText.line(
                    written.map { column in
                        switch column.content {
                        case .figures(let text): CSVText.number(text(row, context).plain)
                        case .words(_, _, let text): text(row, context).plain
                        case .drawing: ""
                        }
                    })
            }.joined()
    }
}
