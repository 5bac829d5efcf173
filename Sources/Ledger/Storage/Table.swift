/// A table, its columns, and the statements that follow from them.
///
/// The first column is the key. Each statement is made once, so that its text finds the prepared
/// statement again.
struct Table: Sendable {
    /// The table's name.
    let name: String
    /// The columns in the order in which a record gives its cells; the key first.
    let columns: [String]
    /// Adds a row; the cells are the columns'.
    let insert: String
    /// Adds a row, or leaves the one with the same key as it is.
    let insertIfAbsent: String
    /// Adds a row, or rewrites the one with the same key.
    let upsert: String
    /// Reads rows; a condition may follow.
    let select: String

    private let places: [String: Int]

    /// The column by which a row is found.
    var key: String { columns[0] }

    /// Makes a table.
    ///
    /// - Parameters:
    ///   - name: The table's name.
    ///   - columns: The columns, the key first.
    ///   - owner: The column of the row that this one belongs to, where the key is unique within that only.
    init(_ name: String, columns: [String], keyedWithin owner: String? = nil) {
        self.name = name
        self.columns = columns
        places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
        let list = columns.joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let rewrites = columns.dropFirst().map { "\($0) = excluded.\($0)" }
        insert = "INSERT INTO \(name) (\(list)) VALUES (\(marks))"
        let unique = ([owner].compactMap(\.self) + columns.prefix(1)).joined(separator: ", ")
        insertIfAbsent = "\(insert) ON CONFLICT (\(unique)) DO NOTHING"
        upsert = """
            \(insert) ON CONFLICT (\(unique)) DO UPDATE SET \(rewrites.joined(separator: ", "))
            """
        select = "SELECT \(list) FROM \(name)"
    }

    /// Where a column stands among the others, or `nil` when it is none.
    func place(of column: String) -> Int? { places[column] }

    /// The statement that reads rows with one column as NULL.
    ///
    /// - Parameter column: The column.
    /// - Returns: SQL; a condition may follow.
    func select(leavingOut column: String) -> String {
        let list = columns.map { $0 == column ? "NULL AS \($0)" : $0 }.joined(separator: ", ")
        return "SELECT \(list) FROM \(name)"
    }

    /// The statement that rewrites some columns of one row; the key's cell comes last.
    ///
    /// - Parameter columns: The columns to rewrite.
    /// - Returns: SQL.
    func update(_ columns: some Sequence<String>) -> String {
        let assignments = columns.map { "\($0) = ?" }.joined(separator: ", ")
        return "UPDATE \(name) SET \(assignments) WHERE \(key) = ?"
    }
}
