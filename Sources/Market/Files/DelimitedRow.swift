import Trading

/// One row of a `DelimitedFile`; its fields are read by column name and stay bytes until they are
/// asked for.
struct DelimitedRow {
    struct Field {
        var range: Range<Int>
        var isQuoted: Bool
    }

    let bytes: [UInt8]
    let fields: [Field]
    let columns: [String: Int]
    let line: Int

    /// Reads a text.
    ///
    /// - Parameter column: A column that the file was opened with.
    /// - Returns: The field without its quotes and without spaces around it.
    /// - Throws: `RowDefect` when the bytes are no UTF-8.
    func text(_ column: String) throws(RowDefect) -> String {
        let index = try index(of: column)
        guard let text = String(validating: content(index), as: UTF8.self) else {
            throw RowDefect(column: column, reason: "not UTF-8", detail: excerpt(index))
        }
        return text
    }

    /// Reads a number.
    ///
    /// - Parameter column: A column that the file was opened with.
    /// - Returns: A finite number.
    /// - Throws: `RowDefect` for anything else, `nan` and `1e999` included.
    func number(_ column: String) throws(RowDefect) -> Double {
        let index = try index(of: column)
        guard let value = DecimalText.double(content(index)), value.isFinite else {
            throw RowDefect(column: column, reason: "not a number", detail: excerpt(index))
        }
        return value
    }

    /// Reads a whole number that is not negative.
    ///
    /// - Parameter column: A column that the file was opened with.
    /// - Returns: 0…10¹⁵.
    /// - Throws: `RowDefect` for anything else.
    func whole(_ column: String) throws(RowDefect) -> Int {
        let value = try number(column)
        guard value >= 0, value <= 1e15, value == value.rounded() else {
            throw RowDefect(
                column: column, reason: "not a whole number of 0 or more",
                detail: excerpt(try index(of: column)))
        }
        return Int(value)
    }

    /// Reads a price in rupees.
    ///
    /// - Parameters:
    ///   - column: A column that the file was opened with.
    ///   - allowsZero: Whether zero is a price here.
    /// - Returns: The price, at most ₹10⁹.
    /// - Throws: `RowDefect` when it is no number, negative, zero where that is not allowed, or out
    ///   of range.
    func price(_ column: String, allowsZero: Bool = false) throws(RowDefect) -> Price {
        let value = try number(column)
        let index = try index(of: column)
        guard value >= 0 else {
            throw RowDefect(column: column, reason: "negative price", detail: excerpt(index))
        }
        guard let price = Price(rupees: value), value <= 1e9 else {
            throw RowDefect(column: column, reason: "price out of range", detail: excerpt(index))
        }
        guard allowsZero || price > .zero else {
            throw RowDefect(column: column, reason: "price of zero", detail: excerpt(index))
        }
        return price
    }

    /// Reads a day.
    ///
    /// - Parameter column: A column that the file was opened with.
    /// - Returns: The day, `nil` for an empty field.
    /// - Throws: `RowDefect` when it is neither empty nor `YYYY-MM-DD`.
    func day(_ column: String) throws(RowDefect) -> CalendarDay? {
        let text = try text(column)
        if text.isEmpty { return nil }
        guard let day = CalendarDay(text) else {
            throw RowDefect(
                column: column, reason: "not a day as YYYY-MM-DD",
                detail: excerpt(try index(of: column)))
        }
        return day
    }

    /// Reads an instant; one without a zone is India's time.
    ///
    /// - Parameter column: A column that the file was opened with.
    /// - Returns: The instant.
    /// - Throws: `RowDefect` when it is no timestamp.
    func timestamp(_ column: String) throws(RowDefect) -> Timestamp {
        let index = try index(of: column)
        guard let timestamp = TimestampText.parse(content(index)) else {
            throw RowDefect(column: column, reason: "not a timestamp", detail: excerpt(index))
        }
        return timestamp
    }

    /// The field as text, with bytes that are no UTF-8 replaced; for headers and messages only.
    func rawText(at index: Int) -> String { String(decoding: content(index), as: UTF8.self) }

    private func index(of column: String) throws(RowDefect) -> Int {
        guard let index = columns[column] else {
            throw RowDefect(column: column, reason: "no such column")
        }
        return index
    }

    private func content(_ index: Int) -> ArraySlice<UInt8> {
        let field = fields[index]
        var slice = bytes[field.range]
        if field.isQuoted, slice.contains(.quote) {
            // Doubled quotes become one; rare enough to afford a copy.
            var isSecond = false
            slice = ArraySlice(
                slice.filter { byte in
                    guard byte == .quote else { return true }
                    isSecond.toggle()
                    return isSecond
                })
        }
        while slice.first == 0x20 { slice.removeFirst() }
        while slice.last == 0x20 { slice.removeLast() }
        return slice
    }

    private func excerpt(_ index: Int) -> String {
        let content = content(index)
        let text = String(decoding: content.prefix(40), as: UTF8.self)
        return "\"\(text)\(content.count > 40 ? "…" : "")\""
    }
}
