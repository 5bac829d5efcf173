public import Trading

/// Ticks as a recorder wrote them: `instrument_token`, `last_price`, `symbol` (`NSE:INFY`, or
/// `NFO:NIFTY25OCT25000CE` for an option), `timestamp` (India's time).
public struct TickFile: Sendable {
    /// The file as it was named.
    public var path: String
    /// The ticks in time order, under the underlying's own id or the contract's; no bid, ask or volume.
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
    ///   - option: Finds the contracts of options; without it there are none.
    /// - Throws: `MarketFileError` when the file cannot be read or lacks a column.
    /// - Returns: The ticks, none when all were outside, and what became of every row.
    public static func load(
        path: String, calendar: SessionCalendar,
        option: @escaping OptionTickTarget.Finder = { _, _ in nil }
    ) throws(MarketFileError) -> TickFile {
        try load(
            DelimitedFile(path: path, required: columns), calendar: calendar, option: option)
    }

    static let columns = ["last_price", "symbol", "timestamp"]

    static func load(
        _ file: DelimitedFile, calendar: SessionCalendar,
        option: @escaping OptionTickTarget.Finder
    ) throws(MarketFileError) -> TickFile {
        var tally = LoadTally()
        var ticks: [Quote] = []
        var targets = Targets(option: option)
        file.forEachRow(counting: &tally) { row, _ throws(RowDefect) in
            let time = try row.timestamp("timestamp")
            let price = try row.price("last_price")
            let target = try targets.target(of: try row.text("symbol"), on: time.indiaDay)
            if let reason = calendar.reasonToReject(time) {
                throw RowDefect(column: "timestamp", reason: reason, detail: time.indiaISO8601)
            }
            if let last = ticks.last, time < last.occurredAt {
                throw RowDefect(
                    column: "timestamp", reason: "earlier than the row before",
                    detail: time.indiaISO8601)
            }
            ticks.append(
                Quote(
                    instrument: target.id, underlying: target.underlying, last: price,
                    occurredAt: time))
        }
        return TickFile(path: file.path, ticks: ticks, tally: tally)
    }
}

/// What the symbols of a file stand for, each asked for once a day.
private struct Targets {
    private struct Key: Hashable {
        var symbol: String
        var day: CalendarDay
    }

    private let option: OptionTickTarget.Finder
    private var known: [Key: OptionTickTarget] = [:]

    init(option: @escaping OptionTickTarget.Finder) {
        self.option = option
    }

    mutating func target(
        of symbol: String, on day: CalendarDay
    ) throws(RowDefect) -> OptionTickTarget {
        let key = Key(symbol: symbol, day: day)
        if let target = known[key] { return target }
        let name = SymbolNormaliser.normalise(symbol)
        guard !name.isEmpty else { throw RowDefect(column: "symbol", reason: "empty") }
        let target: OptionTickTarget
        if let contract = option(name, day) {
            target = contract
        } else if symbol.drop(while: \.isWhitespace).hasPrefix("NFO:") {
            throw RowDefect(
                column: "symbol", reason: "no such contract on that day",
                detail: "\"\(symbol.prefix(40))\"")
        } else {
            target = OptionTickTarget(id: .underlying(name), underlying: name)
        }
        known[key] = target
        return target
    }
}
