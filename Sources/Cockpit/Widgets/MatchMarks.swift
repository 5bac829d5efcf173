import Terminal

/// Finds where in a text stands what was typed to find it.
enum MatchMarks {
    /// Returns the places of letters that need not stand side by side, as ``FuzzyMatch`` takes them.
    ///
    /// - Parameters:
    ///   - typed: The letters; spaces among them only part words.
    ///   - text: The text.
    /// - Returns: Places counted in characters from 0: those of the whole where it stands in the text as it was
    ///   typed, else of each letter; none when they are not all there.
    static func places(ofLetters typed: String, in text: String) -> Set<Int> {
        let whole = places(ofWords: [typed[...]], in: text, atMost: 1)
        guard whole.isEmpty else { return whole }
        let letters = typed.filter { $0 != " " }.map { $0.lowercased() }
        var places: Set<Int> = []
        for (place, sign) in text.enumerated() where places.count < letters.count {
            if sign.lowercased() == letters[places.count] { places.insert(place) }
        }
        return places.count == letters.count ? places : []
    }

    /// Returns the places of words, whatever their case.
    ///
    /// - Parameters:
    ///   - words: The words; an empty one stands nowhere.
    ///   - text: The text.
    ///   - limit: How often each word counts, from the left.
    /// - Returns: Places counted in characters from 0.
    static func places(ofWords words: [Substring], in text: String, atMost limit: Int = .max)
        -> Set<Int>
    {
        let signs = text.map { $0.lowercased() }
        var places: Set<Int> = []
        for word in words {
            let letters = word.map { $0.lowercased() }
            guard !letters.isEmpty, letters.count <= signs.count else { continue }
            var found = 0
            for start in 0...(signs.count - letters.count) where found < limit {
                let end = start + letters.count
                guard signs[start..<end].elementsEqual(letters) else { continue }
                places.formUnion(start..<end)
                found += 1
            }
        }
        return places
    }
}

extension StyledText {
    /// Returns the text with marks at some of its characters, which show without colours too: they are underlined.
    ///
    /// - Parameter places: The characters, counted from 0.
    /// - Returns: The text, parted where a mark begins or ends.
    func marked(at places: Set<Int>) -> StyledText {
        guard !places.isEmpty else { return self }
        var result = StyledText()
        var place = 0
        for span in spans {
            var piece = ""
            var isMarked = false
            func finish() {
                var style = span.style
                if isMarked {
                    style.role = .uiMatch
                    style.attributes.formUnion(.underline)
                }
                result.append(StyledText(piece, style))
            }
            for sign in span.text {
                if places.contains(place) != isMarked {
                    finish()
                    piece = ""
                    isMarked.toggle()
                }
                piece.append(sign)
                place += 1
            }
            finish()
        }
        return result
    }
}
