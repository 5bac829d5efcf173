/// Finds what a person means by a few letters.
enum FuzzyMatch {
    /// Rates how well letters fit a text; the higher the better.
    ///
    /// The letters must stand in the text in their order. Letters side by side, at the start of a word
    /// and at the start of the text count more; among equals the shorter text is meant.
    ///
    /// - Parameters:
    ///   - typed: The letters; spaces among them only part words.
    ///   - text: The text.
    /// - Returns: The rating, or `nil` when the letters are not all there.
    static func rating(of typed: String, in text: String) -> Int? {
        let letters = Array(typed.lowercased().filter { $0 != " " })
        guard !letters.isEmpty else { return 0 }
        let signs = Array(text.lowercased())
        if signs.starts(with: Array(typed.lowercased())) { return 1000 - signs.count }
        var rating = 0
        var next = 0
        var last: Int?
        for (index, sign) in signs.enumerated() where next < letters.count && sign == letters[next]
        {
            let isStart = index == 0 || !(signs[index - 1].isLetter || signs[index - 1].isNumber)
            if let last, last == index - 1 { rating += 8 }
            if isStart { rating += 6 }
            last = index
            next += 1
        }
        return next == letters.count ? rating * 4 - signs.count : nil
    }
}
