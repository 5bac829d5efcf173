public import Trading

/// Ticks as a recorder wrote them: `instrument_token`, `last_price`, `symbol` (`NSE:INFY`),
/// `timestamp` (India's time).
public struct TickFile: Sendable {
    /// The file as it was named.
    public var path: String
    /// The ticks in time order, quoted under the underlying's own id; no bid, ask or volume.
    public var ticks: [Quote]
    /// What became of every row.
    public var tally: LoadTally

    /// Reads a file of ticks.
    ///
    /// Ticks outside every session are left out and counted: no exchange made them.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - calendar: Says when the exchange was open.
    /// - Throws: `MarketFileError` when the file cannot be read or lacks a column.
    /// - Returns: The ticks, none when all were outside, and what became of every row.
    public static func load(
        path: String, calendar: SessionCalendar
    ) throws(MarketFileError) -> TickFile {
        try load(DelimitedFile(path: path, required: columns), calendar: calendar)
    }

    static let columns = ["last_price", "symbol", "timestamp"]

    static func load(
        _ file: DelimitedFile, calendar: SessionCalendar
    ) throws(MarketFileError) -> TickFile {
        var tally = LoadTally()
        var ticks: [Quote] = []
        file.forEachRow(counting: &tally) { row, _ throws(RowDefect) in
            let time = try row.timestamp("timestamp")
            let price = try row.price("last_price")
            let name = SymbolNormaliser.normalise(try row.text("symbol"))
            guard !name.isEmpty else { throw RowDefect(column: "symbol", reason: "empty") }
            guard calendar.isOpen(at: time) else {
                throw RowDefect(
                    column: "timestamp", reason: "outside every session", detail: time.indiaISO8601)
            }
            if let last = ticks.last, time < last.occurredAt {
                throw RowDefect(
                    column: "timestamp", reason: "earlier than the row before",
                    detail: time.indiaISO8601)
            }
            ticks.append(
                Quote(
                    instrument: .underlying(name), underlying: name, last: price, occurredAt: time))
        }
        return TickFile(path: file.path, ticks: ticks, tally: tally)
    }
}
