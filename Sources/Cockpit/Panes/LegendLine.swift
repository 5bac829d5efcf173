/// What one sign or column of a pane means.
struct LegendLine: Sendable {
    /// The sign or the column's heading; empty for what goes on from the line before.
    let sign: String
    let meaning: String

    init(_ sign: String, _ meaning: String) {
        self.sign = sign
        self.meaning = meaning
    }
}
