/// What is known of the terminal before the screen is opened.
///
/// A plain value: `TerminalProbe.current()` asks the system, tests make their own.
public struct TerminalProbe: Sendable, Equatable {
    /// The name of the terminal's description, from `TERM`.
    public var term: String
    /// What the terminal says of its colours, from `COLORTERM`.
    public var colorTerm: String
    /// Whether the user wants no colour: `NO_COLOR` is set and not empty.
    public var noColor: Bool
    /// Whether it is GNU screen, from `STY` and `TERM`: with the mouse on it keeps back the Escape key until the next one.
    public let isGNUScreen: Bool
    /// The description to use: the terminal's own, or where that is not installed, one that it understands.
    public private(set) var entry: String
    /// The colours of the description, or `nil` when none exists or has a screen.
    public var colours: Int?
    /// A description of the same terminal with colours of 24 bits, where one is installed.
    public var directEntry: String?
    /// The code set of the locale, for example `UTF-8`.
    public var codeset: String
    /// Whether standard input is a terminal.
    public var isInputTerminal: Bool
    /// Whether standard output is a terminal.
    public var isOutputTerminal: Bool
    /// The size of the window, where it is known.
    public var size: Size?

    /// Creates the facts from an environment and answers about it.
    ///
    /// - Parameters:
    ///   - environment: The environment of the process.
    ///   - codeset: The code set of the locale.
    ///   - isInputTerminal: Whether standard input is a terminal.
    ///   - isOutputTerminal: Whether standard output is a terminal.
    ///   - size: The size of the window, where it is known.
    ///   - colours: Returns the colours of a terminfo entry, or `nil` when there is none.
    public init(
        environment: [String: String], codeset: String, isInputTerminal: Bool,
        isOutputTerminal: Bool, size: Size?, colours: (String) -> Int?
    ) {
        term = environment["TERM"] ?? ""
        colorTerm = environment["COLORTERM"] ?? ""
        noColor = !(environment["NO_COLOR"] ?? "").isEmpty
        isGNUScreen = !(environment["STY"] ?? "").isEmpty || term.hasPrefix("screen.")
        self.codeset = codeset
        self.isInputTerminal = isInputTerminal
        self.isOutputTerminal = isOutputTerminal
        self.size = size
        // A new terminal's own description is often missing on the far side of an ssh.
        entry = ([term] + Self.standIns(for: term)).first { colours($0) != nil } ?? term
        self.colours = term.isEmpty || term == "dumb" ? nil : colours(entry)
        if self.colours != nil {
            directEntry = Self.directNames(for: term).first { (colours($0) ?? 0) > 256 }
        }
    }

    /// Whether the terminal shows UTF-8, and more of it than the console's font has.
    public var showsUnicode: Bool {
        let folded = codeset.lowercased()
        return (folded == "utf-8" || folded == "utf8") && term != "linux"
    }

    /// The colours to use unless the user says otherwise.
    public var depth: ColourDepth { noColor ? .mono : deepest }

    /// Whether the terminal is one that answers questions, or at least keeps silent about them: the Linux console and
    /// screen may show them as letters.
    public var answersQuestions: Bool {
        colours != nil && (Self.isOfModernFamily(term) || term.hasPrefix("tmux"))
    }

    /// Returns the colours to use when the user asks for some.
    ///
    /// - Parameter wanted: The colours asked for, which overrule `NO_COLOR`, or `nil`.
    /// - Returns: Those, or the most the terminal shows.
    public func depth(wanted: ColourDepth?) -> ColourDepth {
        wanted.map { min($0, deepest) } ?? depth
    }

    /// Why no screen can be opened here, or `nil` when one can.
    public var problem: TerminalError? {
        guard isInputTerminal, isOutputTerminal else {
            return .notATerminal(input: isInputTerminal, output: isOutputTerminal)
        }
        return colours == nil ? .unknownTerminal(name: term) : nil
    }

    /// The terminfo entry to open for a number of colours.
    func entry(for depth: ColourDepth) -> String {
        depth == .trueColour ? directEntry ?? entry : entry
    }

    /// The facts as lines to print.
    public var report: [String] {
        let unknown = "unknown"
        return [
            "terminal    \(term.isEmpty ? "TERM is not set" : term)"
                + (entry == term ? "" : ", which is not installed here: driven as \(entry)"),
            "input       \(isInputTerminal ? "a terminal" : "not a terminal")",
            "output      \(isOutputTerminal ? "a terminal" : "not a terminal")",
            "size        \(size?.description ?? unknown)",
            "colours     \(depth) (terminfo \(colours.map(String.init) ?? unknown), "
                + "COLORTERM \(colorTerm.isEmpty ? "not set" : colorTerm), "
                + "24-bit entry \(directEntry ?? "none"), NO_COLOR \(noColor ? "set" : "not set"))",
            "code set    \(codeset) (\(showsUnicode ? "Unicode" : "ASCII") signs)",
            "verdict     \(problem?.description ?? "the cockpit can run here")",
        ]
    }

    private var deepest: ColourDepth {
        switch colours ?? 0 {
        case 8... where ["truecolor", "24bit"].contains(colorTerm) && directEntry != nil,
            257...:
            .trueColour
        case 256: .indexed256
        case 8...: .ansi16
        default: .mono
        }
    }

    /// The descriptions that a terminal understands besides its own, best first; none for one that nobody knows.
    private static func standIns(for term: String) -> [String] {
        if term.hasPrefix("tmux") || term.hasPrefix("screen") {
            return ["screen-256color", "screen"]
        }
        return isOfModernFamily(term) ? ["xterm-256color", "xterm"] : []
    }

    /// Whether a terminal understands what xterm does.
    private static func isOfModernFamily(_ term: String) -> Bool {
        let families = [
            "xterm", "alacritty", "foot", "wezterm", "kitty", "ghostty", "rio", "contour", "iterm",
            "konsole", "vte", "gnome", "st-",
        ]
        return families.contains { term.hasPrefix($0) }
    }

    /// The names a 24-bit description of a terminal may have, best first.
    private static func directNames(for term: String) -> [String] {
        var base = term
        for suffix in ["-256color", "-direct"] where base.hasSuffix(suffix) {
            base.removeLast(suffix.count)
        }
        // Terminals without an entry of their own understand xterm's colour sequences.
        return [term, "\(base)-direct", "xterm-direct"]
    }
}
