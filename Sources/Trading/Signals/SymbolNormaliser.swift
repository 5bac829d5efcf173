/// Brings the spellings of an underlying to the one name that the instrument list uses.
public enum SymbolNormaliser {
    /// Normalises a symbol.
    ///
    /// White space around it and one exchange prefix (`NSE:`, `NFO:`, `BSE:`) are taken off, letters
    /// become capitals, and the index names of charting tools become the exchange's.
    ///
    /// - Parameter symbol: The symbol as a source spells it.
    /// - Returns: The underlying's name, such as `BANKNIFTY` for `NSE:NiftyBank`.
    public static func normalise(_ symbol: some StringProtocol) -> String {
        var name = trimmed(symbol.uppercased())
        for prefix in ["NSE:", "NFO:", "BSE:"] where name.hasPrefix(prefix) {
            name = trimmed(name.dropFirst(prefix.count))
            break
        }
        return aliases[name] ?? name
    }

    private static let aliases = [
        "NIFTYBANK": "BANKNIFTY",
        "NIFTYFIN": "FINNIFTY",
        "NIFTYFINSERVICE": "FINNIFTY",
        "NIFTYMID": "MIDCPNIFTY",
    ]

    private static func trimmed(_ text: some StringProtocol) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }
}
