internal import GRDB

/// A named value of the desk's state.
struct StateEntry: StoredRecord {
    /// The name.
    let key: String
    /// The value.
    let value: String

    static let table = Table("state", columns: ["key", "value"])

    /// Makes an entry.
    ///
    /// - Parameters:
    ///   - key: The name.
    ///   - value: The value.
    init(key: String, value: String) {
        self.key = key
        self.value = value
    }

    init(_ columns: ColumnReader) throws {
        key = try columns["key"]
        value = try columns["value"]
    }

    func cells() -> [DatabaseValue] { [key.cell, value.cell] }
}
