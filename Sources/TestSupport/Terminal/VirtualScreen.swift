/// The cells of a terminal, as the bytes written to it leave them: enough of a VT to read what
/// the cockpit draws.
///
/// Every character takes one cell; colours are not kept.
public struct VirtualScreen: Sendable {
    /// The width in cells.
    public private(set) var columns: Int
    /// The height in cells.
    public private(set) var rows: Int
    /// Whether the alternate screen is shown.
    public private(set) var isAlternate = false
    /// Whether the cursor is shown.
    public private(set) var isCursorVisible = true
    /// Whether mouse reports were asked for.
    public private(set) var wantsMouse = false
    /// Whether a synchronised update is on its way: a terminal shows the frame when its end is there.
    public private(set) var isUpdating = false

    /// How often the colour of the background was asked for; who waits for it has to type the answer.
    public private(set) var backgroundQuestions = 0
    /// How often the bell was rung.
    public private(set) var bells = 0
    /// The kinds of colours that were asked for.
    public private(set) var colours: Set<ColourKind> = []

    /// How a colour is named in a sequence.
    public enum ColourKind: Sendable {
        /// One of the eight or sixteen.
        case basic
        /// One of 256.
        case indexed
        /// Red, green and blue.
        case direct
    }

    private var cells: [[Character]]
    private var x = 0
    private var y = 0
    private var saved = (x: 0, y: 0)
    /// The rows that scroll.
    private var region: ClosedRange<Int>
    /// What the main screen showed when the alternate one came up.
    private var covered: [[Character]]?
    private var last: Character = " "
    private var pending: [UInt8] = []

    /// Makes an empty screen.
    ///
    /// - Parameters:
    ///   - columns: The width in cells, at least 1.
    ///   - rows: The height in cells, at least 1.
    public init(columns: Int, rows: Int) {
        precondition(columns > 0 && rows > 0, "a screen has cells, got \(columns)x\(rows)")
        self.columns = columns
        self.rows = rows
        cells = Self.blanks(columns: columns, rows: rows)
        region = 0...rows - 1
    }

    /// The lines from top to bottom, without trailing blanks.
    public var lines: [String] {
        cells.map { row in
            var text = String(row)
            while text.last == " " { text.removeLast() }
            return text
        }
    }

    /// All lines as one text.
    public var text: String { lines.joined(separator: "\n") }

    /// Gives the screen another size and empties it; its modes stay.
    ///
    /// - Parameters:
    ///   - columns: The new width in cells.
    ///   - rows: The new height in cells.
    public mutating func clear(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Self.blanks(columns: columns, rows: rows)
        region = 0...rows - 1
        covered = nil
        (x, y, saved) = (0, 0, (0, 0))
    }

    /// Takes bytes as the terminal would; an unfinished sequence waits for its rest.
    ///
    /// - Parameter bytes: What the program wrote.
    public mutating func feed(_ bytes: some Sequence<UInt8>) {
        pending += bytes
        var index = 0
        while index < pending.count, let next = consume(at: index) { index = next }
        pending.removeFirst(min(index, pending.count))
    }

    /// Takes one character or sequence; `nil` when its end has not come yet.
    private mutating func consume(at start: Int) -> Int? {
        let byte = pending[start]
        switch byte {
        case 0x1b: return escape(at: start)
        case 0x07: bells += 1
        case 0x08: x = max(0, column - 1)
        case 0x09: x = min(columns - 1, (x / 8 + 1) * 8)
        case 0x0a, 0x0b, 0x0c: lineFeed()
        case 0x0d: x = 0
        case 0..<0x20, 0x7f: break
        default:
            let length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
            guard start + length <= pending.count else { return nil }
            let text = String(decoding: pending[start..<start + length], as: UTF8.self)
            // Broken UTF-8 may decode to several signs; the terminal shows at least one.
            put(text.first ?? "\u{FFFD}")
            return start + length
        }
        return start + 1
    }

    /// The cursor's column; after a character in the last one it still stands there, about to wrap.
    private var column: Int { min(x, columns - 1) }

    private mutating func put(_ character: Character) {
        if x >= columns {
            x = 0
            lineFeed()
        }
        cells[y][x] = character
        last = character
        x += 1
    }

    private mutating func lineFeed() {
        if y == region.upperBound {
            scroll(region, up: true)
        } else {
            y = min(rows - 1, y + 1)
        }
    }

    private mutating func reverseLineFeed() {
        if y == region.lowerBound {
            scroll(region, up: false)
        } else {
            y = max(0, y - 1)
        }
    }

    private mutating func escape(at start: Int) -> Int? {
        guard start + 1 < pending.count else { return nil }
        switch pending[start + 1] {
        case UInt8(ascii: "["):
            var end = start + 2
            while end < pending.count, !(0x40...0x7e).contains(pending[end]) { end += 1 }
            guard end < pending.count else { return nil }
            control(String(decoding: pending[start + 2..<end], as: UTF8.self), final: pending[end])
            return end + 1
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"):
            var end = start + 2
            while end < pending.count {
                let isEnd = pending[end] == 0x07 || pending[end] == 0x1b
                if isEnd, pending[(start + 1)..<end].elementsEqual("]11;?".utf8) {
                    backgroundQuestions += 1
                }
                if pending[end] == 0x07 { return end + 1 }
                if pending[end] == 0x1b {
                    return end + 1 < pending.count ? end + 2 : nil
                }
                end += 1
            }
            return nil
        case UInt8(ascii: "("), UInt8(ascii: ")"):
            return start + 2 < pending.count ? start + 3 : nil
        case UInt8(ascii: "7"): saved = (x, y)
        case UInt8(ascii: "8"): (x, y) = saved
        case UInt8(ascii: "M"): reverseLineFeed()
        default: break
        }
        return start + 2
    }

    private mutating func control(_ parameters: String, final: UInt8) {
        let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false)
            .map { Int($0) ?? 0 }
        func number(_ index: Int, or fallback: Int = 1) -> Int {
            index < numbers.count && numbers[index] > 0 ? numbers[index] : fallback
        }
        let first = number(0)
        switch UnicodeScalar(final) {
        case "A": y = max(0, y - first)
        case "B": y = min(rows - 1, y + first)
        case "C": x = min(columns - 1, x + first)
        case "D": x = max(0, column - first)
        case "G": x = min(columns - 1, first - 1)
        case "H", "f": (y, x) = (min(rows, first) - 1, min(columns, number(1)) - 1)
        case "d": y = min(rows - 1, first - 1)
        case "J": eraseDisplay(numbers.first ?? 0)
        case "K": eraseLine(numbers.first ?? 0)
        case "X": blank(row: y, x..<min(columns, x + first))
        case "P": shift(by: -first)
        case "@": shift(by: first)
        case "b": for _ in 0..<first { put(last) }
        case "S": for _ in 0..<min(first, rows) { scroll(region, up: true) }
        case "T": for _ in 0..<min(first, rows) { scroll(region, up: false) }
        case "L", "M":
            guard region.contains(y) else { return }
            let isDeleting = final == UInt8(ascii: "M")
            for _ in 0..<min(first, rows) { scroll(y...region.upperBound, up: isDeleting) }
        case "r":
            let (top, bottom) = (first - 1, min(rows, number(1, or: rows)) - 1)
            guard top < bottom else { return }
            region = top...bottom
            (x, y) = (0, 0)
        case "m": noteColours(parameters)
        case "h", "l": setModes(parameters, on: final == UInt8(ascii: "h"))
        default: break
        }
    }

    private mutating func noteColours(_ parameters: String) {
        var parts = parameters.split { $0 == ";" || $0 == ":" }.map { Int($0) ?? 0 }[...]
        while let part = parts.popFirst() {
            switch part {
            case 30...37, 40...47, 90...97, 100...107: colours.insert(.basic)
            case 38 where parts.first == 5, 48 where parts.first == 5:
                colours.insert(.indexed)
                parts = parts.dropFirst(2)
            case 38, 48:
                colours.insert(.direct)
                parts = parts.dropFirst(4)
            default: break
            }
        }
    }

    private mutating func setModes(_ parameters: String, on: Bool) {
        guard parameters.hasPrefix("?") else { return }
        for mode in parameters.dropFirst().split(separator: ";") {
            switch mode {
            case "1049", "47", "1047":
                showAlternate(on)
            case "25": isCursorVisible = on
            case "1000", "1002", "1003": wantsMouse = on
            case "2026": isUpdating = on
            default: break
            }
        }
    }

    private mutating func showAlternate(_ on: Bool) {
        guard on != isAlternate else { return }
        isAlternate = on
        if on {
            covered = cells
            saved = (x, y)
            eraseDisplay(2)
        } else if let main = covered {
            cells = main
            covered = nil
            (x, y) = saved
        } else {
            eraseDisplay(2)
        }
    }

    private mutating func scroll(_ lines: ClosedRange<Int>, up: Bool) {
        let empty = Array(repeating: Character(" "), count: columns)
        cells.remove(at: up ? lines.lowerBound : lines.upperBound)
        cells.insert(empty, at: up ? lines.upperBound : lines.lowerBound)
    }

    private mutating func shift(by count: Int) {
        var row = cells[y]
        if count > 0 {
            row.insert(contentsOf: Array(repeating: " ", count: count), at: x)
        } else {
            row.removeSubrange(x..<min(columns, x - count))
            row += Array(repeating: " ", count: columns - row.count)
        }
        cells[y] = Array(row.prefix(columns))
    }

    private mutating func eraseDisplay(_ mode: Int) {
        // 3 empties what has scrolled away, which is not kept.
        guard mode < 3 else { return }
        eraseLine(mode)
        let others = mode == 0 ? y + 1..<rows : mode == 1 ? 0..<y : 0..<rows
        for row in others { blank(row: row, 0..<columns) }
    }

    private mutating func eraseLine(_ mode: Int) {
        blank(row: y, mode == 0 ? column..<columns : mode == 1 ? 0..<column + 1 : 0..<columns)
    }

    private mutating func blank(row: Int, _ range: Range<Int>) {
        for column in range { cells[row][column] = " " }
    }

    private static func blanks(columns: Int, rows: Int) -> [[Character]] {
        Array(repeating: Array(repeating: " ", count: columns), count: rows)
    }
}
