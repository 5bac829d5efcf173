/// What a filter may ask of a row.
struct RowFacts: Sendable {
    /// All that the row shows.
    var text: String
    var handler = ""
    var symbol = ""
    var error = ""
    var ageSeconds: Double?
}
