public import Trading

/// Bars of one underlying: `timestamp` (India's time), `open`, `high`, `low`, `close`, `volume`.
///
/// Real files hold bars whose open lies outside low…high, because the opening auction is not part
/// of them. Such a bar is widened until it holds its own open and close, and counted.
public struct CandleFile: Sendable {
    /// The file as it was named.
    public var path: String
    /// The bars in time order.
    public var candles: [Candle]
    /// What became of every row.
    public var tally: LoadTally

    /// Reads a file of bars.
    ///
    /// The length of a bar is the most frequent distance between neighbours.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - symbol: The underlying's name, already normalised.
    /// - Throws: `MarketFileError` when the file cannot be read, lacks a column, or has no usable
    ///   row.
    /// - Returns: The bars, and what became of every row.
    public static func load(path: String, symbol: String) throws(MarketFileError) -> CandleFile {
        try load(DelimitedFile(path: path, required: columns), symbol: symbol)
    }

    static let columns = ["timestamp", "open", "high", "low", "close", "volume"]

    static func load(_ file: DelimitedFile, symbol: String) throws(MarketFileError) -> CandleFile {
        var tally = LoadTally()
        var candles: [Candle] = []
        file.forEachRow(counting: &tally) { row, tally throws(RowDefect) in
            var candle = Candle(
                symbol: symbol, opensAt: try row.timestamp("timestamp"), lengthSeconds: 0,
                open: try row.price("open"), high: try row.price("high"),
                low: try row.price("low"), close: try row.price("close"),
                volumeUnits: Int64(try row.whole("volume")))
            if let last = candles.last, candle.opensAt <= last.opensAt {
                throw RowDefect(
                    column: "timestamp", reason: "not later than the row before",
                    detail: candle.opensAt.indiaISO8601)
            }
            if let repair = candle.widened() {
                tally.repairedRow(repair.located(in: file.path, line: row.line))
            }
            candles.append(candle)
        }
        if candles.isEmpty, let first = tally.issues.first {
            throw .nothingUsable(path: file.path, firstIssue: first.description)
        }
        let length = mostFrequentDistance(of: candles)
        for index in candles.indices { candles[index].lengthSeconds = length }
        return CandleFile(path: file.path, candles: candles, tally: tally)
    }

    private static func mostFrequentDistance(of candles: [Candle]) -> Int {
        var counts: [Int: Int] = [:]
        for (earlier, later) in zip(candles, candles.dropFirst()) {
            counts[Int(later.opensAt.seconds(since: earlier.opensAt).rounded()), default: 0] += 1
        }
        // The shorter distance wins a tie, so that the result does not depend on the dictionary's
        // order.
        let winner = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
        return max(1, winner?.key ?? 900)
    }
}

extension Candle {
    /// Widens low…high until it holds open and close; the defect that made it necessary, or `nil`.
    fileprivate mutating func widened() -> RowDefect? {
        let lowest = min(open, high, low, close)
        let highest = max(open, high, low, close)
        guard lowest != low || highest != high else { return nil }
        let column = lowest != low ? "low" : "high"
        let detail =
            "open \(open.rupees), high \(high.rupees), low \(low.rupees), close \(close.rupees)"
        low = lowest
        high = highest
        return RowDefect(
            column: column, reason: "open or close outside low…high, widened", detail: detail)
    }
}
