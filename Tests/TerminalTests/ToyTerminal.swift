@testable import Terminal

/// A terminal with commands of its own, which knows how each of its cells looks.
///
/// A command is Escape, a letter, numbers with commas between, and a semicolon.
struct ToyTerminal {
    struct Look: Equatable {
        var glyph: Character = " "
        var pen = Pen.normal
    }

    private(set) var cells: [[Look]]
    /// Where the cursor is shown, or `nil` when it is hidden.
    private(set) var cursor: Point?
    /// The pen in hand.
    private(set) var pen = Pen.normal
    /// How often each command came, by its letter.
    private(set) var commands: [Character: Int] = [:]
    /// What it was asked for that no terminal understands in one way only.
    private(set) var faults: [String] = []
    private let size: Size
    let scrolls: Bool
    private let erasesInBackground: Bool
    private var isCursorShown = false
    private var place: Point?

    /// Creates an empty terminal of a size.
    ///
    /// - Parameters:
    ///   - size: Its cells.
    ///   - scrolls: Whether it moves up after its last cell.
    ///   - erasesInBackground: Whether erased cells take the background of the pen.
    init(size: Size, scrolls: Bool = false, erasesInBackground: Bool = true) {
        self.size = size
        self.scrolls = scrolls
        self.erasesInBackground = erasesInBackground
        cells = Array(repeating: Array(repeating: Look(), count: size.columns), count: size.rows)
    }

    /// What it understands.
    var language: TerminalLanguage {
        func command(_ letter: String, _ numbers: Int...) -> [UInt8] {
            Array("\u{1B}\(letter)\(numbers.map(String.init).joined(separator: ","));".utf8)
        }
        var language = TerminalLanguage()
        language.clear = command("C")
        language.normal = command("N")
        language.ownColours = command("O")
        language.attributes = [Attributes.bold, .dim, .reverse, .underline].map {
            ($0, command("A", Int($0.rawValue)))
        }
        language.cursor = (command("S"), command("H"))
        language.erasesInBackground = erasesInBackground
        language.keepsLastCell = !scrolls
        language.colours = ColourDepth.trueColour.rawValue
        language.foreground = { command("F", $0) }
        language.background = { command("B", $0) }
        language.move = { command("M", $0.x, $0.y) }
        language.erase = { command("E", $0) }
        return language
    }

    /// Does what the bytes of a frame say.
    mutating func feed(_ bytes: [UInt8]) {
        commands = [:]
        var rest = Substring(String(decoding: bytes, as: UTF8.self))
        for mode in [TerminalLanguage.begin, TerminalLanguage.end] {
            let mode = String(decoding: mode, as: UTF8.self)
            if rest.components(of: mode) != 2 { faults.append("a frame without \(mode)") }
        }
        rest = rest.dropFirst(TerminalLanguage.begin.count).dropLast(TerminalLanguage.end.count)
        while let character = rest.popFirst() {
            guard character == "\u{1B}" else {
                put(character)
                continue
            }
            let command = rest.prefix { $0 != ";" }
            rest = rest.dropFirst(command.count + 1)
            guard let letter = command.first else { continue }
            commands[letter, default: 0] += 1
            run(letter, command.dropFirst().split(separator: ",").compactMap { Int($0) })
        }
        cursor = isCursorShown ? place : nil
    }

    private mutating func run(_ letter: Character, _ numbers: [Int]) {
        let number = numbers.first ?? 0
        switch letter {
        case "C": for y in cells.indices { erase(0..<size.columns, y: y) }
        case "N": pen = .normal
        case "O":
            pen.foreground = -1
            pen.background = -1
        case "A": pen.attributes.insert(Attributes(rawValue: UInt8(number)))
        case "F": pen.foreground = number
        case "B": pen.background = number
        case "S": isCursorShown = true
        case "H": isCursorShown = false
        case "M": place = Point(x: number, y: numbers.last ?? 0)
        case "E":
            guard let place else { return faults.append("erased nowhere") }
            erase(place.x..<place.x + number, y: place.y)
        default: faults.append("unknown command \(letter)")
        }
    }

    private mutating func erase(_ columns: Range<Int>, y: Int) {
        let background = erasesInBackground ? pen.background : -1
        for x in columns {
            spoil(x: x, y: y)
            cells[y][x] = Look(pen: Pen(attributes: [], foreground: -1, background: background))
        }
    }

    /// Empties the other half of a wide glyph of which one is about to be overwritten.
    private mutating func spoil(x: Int, y: Int) {
        if cells[y][x].glyph == Self.rightHalf { cells[y][x - 1].glyph = "?" }
        if x + 1 < size.columns, cells[y][x + 1].glyph == Self.rightHalf {
            cells[y][x + 1].glyph = "?"
        }
    }

    /// What stands in the second cell of a wide glyph.
    static let rightHalf: Character = "»"

    private mutating func put(_ character: Character) {
        guard let at = place else { return faults.append("\(character) was written nowhere") }
        let width = DisplayWidth.of(character)
        guard at.x + width <= size.columns else {
            return faults.append("\(character) does not fit")
        }
        for x in at.x..<at.x + width { spoil(x: x, y: at.y) }
        cells[at.y][at.x] = Look(glyph: character, pen: pen)
        if width == 2 { cells[at.y][at.x + 1] = Look(glyph: Self.rightHalf, pen: pen) }
        if scrolls, at.y == size.rows - 1, at.x + width == size.columns {
            faults.append("the screen moved up")
        }
        // Where it goes on after its last column is not to be relied on.
        place = at.x + width < size.columns ? Point(x: at.x + width, y: at.y) : nil
    }
}

extension Substring {
    /// The parts that a text cuts it into.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count + 1 }
}
