import Trading

/// The stretches of time in which each underlying has bars.
///
/// A stretch is played once: two files that hold the same bars, or ticks recorded beside them, would tell of two
/// prices at one time.
struct CoveredTime {
    /// By underlying, in time order and without overlaps.
    private var spans: [String: [Range<Timestamp>]] = [:]

    /// Takes bars that are to be played.
    ///
    /// - Parameter candles: Bars of one underlying, none of which overlaps what is covered.
    /// - Complexity: O(n log n) in the bars of the underlying.
    mutating func add(_ candles: [Candle]) {
        guard let symbol = candles.first?.symbol else { return }
        // Where neighbours are closer than a bar is long, the later one begins a bar of its own.
        let ends = candles.dropFirst().map(\.opensAt) + [candles[candles.count - 1].closesAt]
        let new = zip(candles, ends).map { $0.opensAt..<min($0.closesAt, $1) }
        spans[symbol] = ((spans[symbol] ?? []) + new).sorted { $0.lowerBound < $1.lowerBound }
    }

    /// Whether a bar shares time with one that was taken.
    func overlaps(_ candle: Candle) -> Bool {
        overlaps(candle.opensAt..<candle.closesAt, of: candle.symbol)
    }

    /// Whether a bar of the underlying that was taken holds an instant.
    func contains(_ instant: Timestamp, of symbol: String) -> Bool {
        overlaps(instant..<Timestamp(nanoseconds: instant.nanoseconds + 1), of: symbol)
    }

    private func overlaps(_ span: Range<Timestamp>, of symbol: String) -> Bool {
        guard let spans = spans[symbol] else { return false }
        // The first that ends after the beginning; the ends are in order, because nothing overlaps.
        var low = 0
        var high = spans.count
        while low < high {
            let middle = low + (high - low) / 2
            if spans[middle].upperBound <= span.lowerBound {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < spans.count && spans[low].lowerBound < span.upperBound
    }
}
