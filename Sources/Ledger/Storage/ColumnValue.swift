internal import GRDB
internal import Trading

/// A value that is one column of one row.
///
/// Every type says for itself how it is stored; nothing falls back to JSON unnoticed.
protocol ColumnValue {
    /// The value as SQLite stores it.
    var cell: DatabaseValue { get }

    /// Reads a stored value.
    ///
    /// - Parameter cell: What the column holds.
    /// - Returns: `nil` when that is no such value.
    static func read(_ cell: DatabaseValue) -> Self?

    /// What the column should hold, for the message when it does not.
    static var expectation: String { get }
}

extension String: ColumnValue {
    var cell: DatabaseValue { databaseValue }
    static func read(_ cell: DatabaseValue) -> String? {
        guard case .string(let text) = cell.storage else { return nil }
        return text
    }
    static var expectation: String { "text" }
}

extension Int64: ColumnValue {
    var cell: DatabaseValue { databaseValue }
    static func read(_ cell: DatabaseValue) -> Int64? {
        guard case .int64(let number) = cell.storage else { return nil }
        return number
    }
    static var expectation: String { "a whole number" }
}

extension Int: ColumnValue {
    var cell: DatabaseValue { databaseValue }
    static func read(_ cell: DatabaseValue) -> Int? { Int64.read(cell).flatMap(Int.init(exactly:)) }
    static var expectation: String { Int64.expectation }
}

extension Bool: ColumnValue {
    var cell: DatabaseValue { databaseValue }
    static func read(_ cell: DatabaseValue) -> Bool? {
        switch Int64.read(cell) {
        case 0: false
        case 1: true
        default: nil
        }
    }
    static var expectation: String { "0 or 1" }
}

extension Double: ColumnValue {
    /// SQLite knows no NaN: it stores NULL instead.
    var cell: DatabaseValue { isNaN ? .null : databaseValue }
    static func read(_ cell: DatabaseValue) -> Double? {
        switch cell.storage {
        case .double(let number): number
        case .null: .nan
        case .int64, .string, .blob: nil
        }
    }
    static var expectation: String { "a real number" }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
    var cell: DatabaseValue { self?.cell ?? .null }
    static func read(_ cell: DatabaseValue) -> Wrapped?? {
        guard !cell.isNull else { return .some(nil) }
        return Wrapped.read(cell).map(Optional.some)
    }
    static var expectation: String { "NULL or \(Wrapped.expectation)" }
}

extension ColumnValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    var cell: DatabaseValue { rawValue.databaseValue }
    static func read(_ cell: DatabaseValue) -> Self? { String.read(cell).flatMap(Self.init) }
    static var expectation: String { "one of " + allCases.map(\.rawValue).joined(separator: ", ") }
}

/// A value that is a whole number in another coat.
protocol WholeNumberColumn: ColumnValue {
    var wholeNumber: Int64 { get }
    init?(wholeNumber: Int64)
}

extension WholeNumberColumn {
    var cell: DatabaseValue { wholeNumber.databaseValue }
    static func read(_ cell: DatabaseValue) -> Self? {
        Int64.read(cell).flatMap(Self.init(wholeNumber:))
    }
    static var expectation: String { Int64.expectation }
}

/// A value that is text in another coat.
protocol TextColumn: ColumnValue {
    var text: String { get }
    init?(stored text: String)
}

extension TextColumn {
    var cell: DatabaseValue { text.databaseValue }
    static func read(_ cell: DatabaseValue) -> Self? {
        String.read(cell).flatMap(Self.init(stored:))
    }
    static var expectation: String { String.expectation }
}
