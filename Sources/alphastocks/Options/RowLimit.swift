import ArgumentParser

/// How many rows a list has at most: one or more.
struct RowLimit: ExpressibleByArgument {
    let rows: Int

    init(_ rows: Int) {
        self.rows = rows
    }

    init?(argument: String) {
        guard let rows = Int(argument), rows >= 1 else { return nil }
        self.rows = rows
    }

    var defaultValueDescription: String { String(rows) }
}
