/// How many columns text takes on a terminal.
///
/// Wide are the code points Unicode calls East Asian Wide or Fullwidth, nothing are combining marks
/// and format characters, the rest are one column. That is what `wcwidth` of the C library answers, and what the
/// terminals of a system go by: all must agree or rows shift.
public enum DisplayWidth {
    /// Returns the columns of a text.
    ///
    /// - Parameter text: The text; control characters count one, since they are drawn as spaces.
    /// - Returns: The columns.
    /// - Complexity: O(n), a look at each byte for the ASCII that most texts are.
    public static func of(_ text: String) -> Int {
        plainWidth(text.utf8) ?? text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    /// The width of bytes that are ASCII alone, else `nil`.
    private static func plainWidth(_ bytes: some Collection<UInt8>) -> Int? {
        let width = bytes.withContiguousStorageIfAvailable { bytes in
            bytes.allSatisfy { $0 < 0x80 } ? bytes.count : nil
        }
        return width.flatMap(\.self)
    }

    /// Returns the columns of a part of a text.
    ///
    /// - Parameter text: The part; control characters count one, since they are drawn as spaces.
    /// - Returns: The columns.
    public static func of(_ text: Substring) -> Int {
        plainWidth(text.utf8) ?? text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    /// Returns the columns of one character.
    ///
    /// - Parameter character: The character; a joined sequence counts the sum of its parts, since
    ///   a terminal's grid draws them side by side.
    /// - Returns: The columns.
    public static func of(_ character: Character) -> Int {
        character.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    /// Returns the columns of one code point.
    ///
    /// - Parameter scalar: The code point.
    /// - Returns: 0, 1 or 2.
    /// - Complexity: O(1) below U+0300, else O(log n) in a table of 100 ranges.
    public static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 || isPlain(value) { return 1 }
        if isWide(value) { return 2 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        // The vowels and final consonants that join a leading Hangul consonant.
        case .otherLetter
        where (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value):
            return 0
        default: return 1
        }
    }

    /// Returns a text cut to a width, with a mark where something was left out.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - columns: The columns there are.
    ///   - mark: What stands for the rest, usually one column.
    /// - Returns: The text itself when it fits, else its beginning and the mark.
    public static func truncate(
        _ text: String, to columns: Int, mark: Character = "…"
    ) -> String {
        guard of(text) > columns else { return text }
        let room = columns - of(mark)
        guard room >= 0 else { return "" }
        var used = 0
        let kept = text.prefix { character in
            used += of(character)
            return used <= room
        }
        return kept + String(mark)
    }

    /// Whether a code point is one column for certain: the signs the cockpit draws with.
    static func isPlain(_ value: UInt32) -> Bool {
        // Box lines, blocks, shapes but the two wide ones; braille; dashes, quotes, dots.
        (0x2500..<0x25FD).contains(value) || (0x2800..<0x2900).contains(value)
            || (0x2010..<0x2028).contains(value) || (0x2190..<0x2300).contains(value)
    }

    private static func isWide(_ value: UInt32) -> Bool {
        var low = 0
        var high = wideRanges.count
        while low < high {
            let middle = (low + high) / 2
            if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < wideRanges.count && wideRanges[low].contains(value)
    }

    /// East Asian Wide and Fullwidth, Unicode 15, unassigned gaps inside a block included.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0,
        0x23F3...0x23F3, 0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F,
        0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5,
        0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3, 0x26F5...0x26F5,
        0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728,
        0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
        0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55,
        0x2E80...0x3029, 0x302E...0x303E, 0x3041...0x3098, 0x309B...0x3247, 0x3250...0x4DBF,
        0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
        0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x16FE3,
        0x16FF0...0x18CD5, 0x18D00...0x18D08, 0x1AFF0...0x1B2FB, 0x1F004...0x1F004,
        0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320,
        0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA,
        0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E,
        0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E,
        0x1F550...0x1F567, 0x1F57A...0x1F57A, 0x1F595...0x1F596, 0x1F5A4...0x1F5A4,
        0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2,
        0x1F6D5...0x1F6D7, 0x1F6DC...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC,
        0x1F7E0...0x1F7EB, 0x1F7F0...0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945,
        0x1F947...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]
}
