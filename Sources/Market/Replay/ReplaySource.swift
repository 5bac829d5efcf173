import Trading

/// A recorded file that a replay reads, and the underlying it is about.
public struct ReplaySource: Hashable, Sendable {
    /// The file's path.
    public var path: String
    /// The underlying's name, normalised; `nil` where neither argument nor file name says it.
    public var symbol: String?

    /// Makes a source from its parts.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - symbol: The underlying's name, normalised.
    public init(path: String, symbol: String?) {
        self.path = path
        self.symbol = symbol
    }

    /// Reads an argument: `SYMBOL=path`, or a path whose file name holds the symbol.
    ///
    /// In `candles_15m_NIFTYBANK.csv` the words `candles` and `ticks`, a bar length and a day are
    /// left out; what remains is the symbol.
    ///
    /// - Parameter argument: The argument.
    public init(argument: String) {
        if let equals = argument.firstIndex(of: "="), !argument[..<equals].contains("/") {
            path = String(argument[argument.index(after: equals)...])
            let name = SymbolNormaliser.normalise(argument[..<equals])
            symbol = name.isEmpty ? nil : name
            return
        }
        path = argument
        let file = argument.split(separator: "/").last ?? ""
        let stem = file.split(separator: ".").first ?? ""
        let words = stem.split(separator: "_").filter { word in
            !["candles", "ticks"].contains(word.lowercased()) && CalendarDay(word) == nil
                && !Self.isBarLength(word)
        }
        symbol = words.isEmpty ? nil : SymbolNormaliser.normalise(words.joined(separator: "_"))
    }

    /// Whether a word is a bar length, such as `15m`.
    private static func isBarLength(_ word: Substring) -> Bool {
        guard let unit = word.last, "smhd".contains(unit), word.count > 1 else { return false }
        return word.dropLast().allSatisfy(\.isNumber)
    }
}
