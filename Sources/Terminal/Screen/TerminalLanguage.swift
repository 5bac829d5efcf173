/// The commands that a frame is written in, as one terminal spells them.
///
/// A plain value, so that frames can be read in tests by a terminal that is made for them.
struct TerminalLanguage {
    /// Empties the screen in the background of the pen in hand, if it ``erasesInBackground``.
    var clear: [UInt8] = []
    /// Ends all attributes and colours.
    var normal: [UInt8] = []
    /// Ends the colours alone.
    var ownColours: [UInt8] = []
    /// Begins each attribute the terminal has.
    var attributes: [(attribute: Attributes, begin: [UInt8])] = []
    /// Shows the cursor, and hides it.
    var cursor: (shown: [UInt8], hidden: [UInt8]) = ([], [])
    /// Whether what is erased takes the background of the pen in hand.
    var erasesInBackground = false
    /// Whether the last cell of the last row can be written without moving the screen up.
    var keepsLastCell = true
    /// The colours it has; 0 for none.
    var colours = 0
    /// The attributes that it does not show together with a colour.
    var colourless: Attributes = []

    /// The columns it gives a code point; `nil` for one that it does not show.
    var width: @MainActor (Unicode.Scalar) -> Int? = { DisplayWidth.of($0) }
    /// Begins a colour of the text, by its number.
    var foreground: @MainActor (Int) -> [UInt8] = { _ in [] }
    /// Begins a colour of the background, by its number.
    var background: @MainActor (Int) -> [UInt8] = { _ in [] }
    /// Moves the cursor to a place.
    var move: @MainActor (Point) -> [UInt8] = { _ in [] }
    /// Empties a number of cells from the cursor on, which stays; `nil` where there is no such command.
    var erase: (@MainActor (Int) -> [UInt8])?

    /// Shows the frame in one piece, on terminals that know synchronised updates; the others know to ignore it.
    static let begin = Array("\u{1B}[?2026h".utf8)
    /// Ends what ``begin`` began.
    static let end = Array("\u{1B}[?2026l".utf8)
}

extension TerminalLanguage {
    /// The language of the terminal that curses has open.
    @MainActor
    static var ofScreen: TerminalLanguage {
        var language = TerminalLanguage()
        language.clear = Curses.spell("clear")
        language.normal = Curses.spell("sgr0")
        language.ownColours = Curses.spell("op")
        // What could not be ended is not begun.
        if !language.normal.isEmpty {
            language.attributes = [
                (.bold, "bold"), (.dim, "dim"), (.reverse, "rev"), (.underline, "smul"),
            ]
            .map { ($0, Curses.spell($1)) }
        }
        // Where attributes are not ended as ECMA-48 has it, colours may stay.
        if !language.normal.contains(UInt8(ascii: "m")) { language.normal += language.ownColours }
        language.cursor = (Curses.spell("cnorm"), Curses.spell("civis"))
        language.erasesInBackground = Curses.has("bce")
        language.keepsLastCell = !Curses.has("am") || Curses.has("xenl")
        language.colours = Curses.number("colors")
        // The bits of terminfo(5); what they say of reverse is about terminals that have no colours of their own.
        let bits = Curses.number("ncv")
        for (bit, attribute) in [(2, Attributes.underline), (16, .dim), (32, .bold)]
        where bits & bit != 0 { language.colourless.insert(attribute) }
        // The C library and the terminals of a system agree about most widths.
        language.width = { Curses.width($0) }
        language.foreground = { Curses.spell("setaf", $0) }
        language.background = { Curses.spell("setab", $0) }
        // Almost every terminal spells these two in one way, which need not be looked up a hundred times a frame.
        language.move = { Curses.spell("cup", $0.y, $0.x) }
        let sample = Point(x: 4, y: 11)
        if language.move(sample) == commonMove(to: sample) { language.move = commonMove }
        let erase = Curses.spell("ech", sample.y)
        if erase == commonErase(sample.y) {
            language.erase = commonErase
        } else if !erase.isEmpty {
            language.erase = { Curses.spell("ech", $0) }
        }
        return language
    }

    /// Moves the cursor as ECMA-48 has it, counting from 1.
    private static func commonMove(to place: Point) -> [UInt8] {
        var command: [UInt8] = [0x1B, UInt8(ascii: "[")]
        command += String(place.y + 1).utf8
        command.append(UInt8(ascii: ";"))
        command += String(place.x + 1).utf8
        command.append(UInt8(ascii: "H"))
        return command
    }

    /// Empties cells as ECMA-48 has it.
    private static func commonErase(_ count: Int) -> [UInt8] {
        var command: [UInt8] = [0x1B, UInt8(ascii: "[")]
        command += String(count).utf8
        command.append(UInt8(ascii: "X"))
        return command
    }
}
