import Trading

/// The exchange's list of contracts, as brokers hand it out: one CSV row an instrument.
///
/// Facts come from the columns; a trading symbol is never taken apart.
public enum InstrumentFile {
    /// Reads a list of instruments.
    ///
    /// - Parameter path: A CSV file with the columns `instrument_token`, `tradingsymbol`, `name`,
    ///   `expiry`, `strike`, `tick_size`, `lot_size`, `instrument_type`, `segment` and `exchange`,
    ///   in any order.
    /// - Throws: `MarketFileError` when the file cannot be read, lacks a column, or has no usable
    ///   row at all.
    /// - Returns: The instruments, and what became of every row.
    /// - Complexity: O(n) in the bytes of the file.
    public static func load(path: String) throws(MarketFileError) -> InstrumentLoad {
        let file = try DelimitedFile(path: path, required: columns)
        var tally = LoadTally()
        var instruments: [Instrument] = []
        var tokens: Set<InstrumentID> = []
        file.forEachRow(counting: &tally) { row, _ throws(RowDefect) in
            let instrument = try instrument(from: row)
            guard tokens.insert(instrument.id).inserted else {
                throw RowDefect(
                    column: "instrument_token", reason: "token seen before",
                    detail: instrument.id.description)
            }
            instruments.append(instrument)
        }
        if instruments.isEmpty, let first = tally.issues.first {
            throw .nothingUsable(path: path, firstIssue: first.description)
        }
        return InstrumentLoad(
            path: path, listedOn: day(inName: path), instruments: instruments, tally: tally)
    }

    private static let columns = [
        "instrument_token", "tradingsymbol", "name", "expiry", "strike", "tick_size", "lot_size",
        "instrument_type", "segment", "exchange",
    ]

    private static func instrument(from row: DelimitedRow) throws(RowDefect) -> Instrument {
        let token = try row.whole("instrument_token")
        guard token > 0, token <= Int(InstrumentID.largestListedToken) else {
            throw RowDefect(
                column: "instrument_token", reason: "token out of range", detail: String(token))
        }
        let segment = try row.text("segment")
        let kind = try kind(of: row, segment: segment)
        let instrument = Instrument(
            id: InstrumentID(UInt32(token)),
            tradingSymbol: try filled(row, "tradingsymbol"),
            name: try filled(row, "name"),
            kind: kind,
            expiry: try row.day("expiry"),
            strike: try row.price("strike", allowsZero: kind.right == nil),
            tick: try row.price("tick_size", allowsZero: kind.right == nil),
            lotUnits: try lot(of: row),
            segment: segment,
            exchange: try row.text("exchange"))
        if kind.right != nil {
            guard instrument.expiry != nil else {
                throw RowDefect(column: "expiry", reason: "option without an expiry")
            }
            guard instrument.lotUnits > 0 else {
                throw RowDefect(column: "lot_size", reason: "option without a lot")
            }
        }
        return instrument
    }

    /// A lot that money can be counted with: a hundred times the exchange's largest, and no more.
    private static func lot(of row: DelimitedRow) throws(RowDefect) -> Int {
        let units = try row.whole("lot_size")
        guard units <= largestLot else {
            throw RowDefect(
                column: "lot_size", reason: "lot out of range", detail: String(units))
        }
        return units
    }

    private static let largestLot = 10_000_000

    /// Indices stand in the list as equities of a segment of their own.
    private static func kind(
        of row: DelimitedRow, segment: String
    ) throws(RowDefect) -> InstrumentKind {
        let text = try row.text("instrument_type")
        guard let kind = InstrumentKind(rawValue: text) else {
            throw RowDefect(
                column: "instrument_type", reason: "unknown instrument type", detail: text)
        }
        return kind == .equity && segment == "INDICES" ? .index : kind
    }

    private static func filled(_ row: DelimitedRow, _ column: String) throws(RowDefect) -> String {
        let text = try row.text(column)
        guard !text.isEmpty else { throw RowDefect(column: column, reason: "empty") }
        return text
    }

    /// The day in a name such as `instruments_NFO_2025-10-08.csv`: a list is named for the day it
    /// was handed out.
    private static func day(inName path: String) -> CalendarDay? {
        let name = path.split(separator: "/").last ?? ""
        return name.split { $0 == "_" || $0 == "." }.lazy.compactMap { CalendarDay($0) }.first
    }
}
