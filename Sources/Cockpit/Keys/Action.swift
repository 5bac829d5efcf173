public import Terminal

/// Everything a key can do, in one closed list: the keys, the hint bar, the help and the command
/// palette are all read from it.
///
/// The raw value is the name in the `[keys]` table of the configuration and in the palette.
public enum Action: String, CaseIterable, Sendable, Codable, Hashable {
    case up, down, top, bottom
    case halfPageUp = "half-page-up"
    case halfPageDown = "half-page-down"
    case pageUp = "page-up"
    case pageDown = "page-down"
    case open, back, trace
    case columnsLeft = "columns-left"
    case columnsRight = "columns-right"

    case queues, handlers
    case deadLetters = "dead-letters"
    case positions, events, risk, signals
    case nextPane = "next-pane"
    case previousPane = "previous-pane"
    case zoom
    case nextLayout = "next-layout"
    case previousLayout = "previous-layout"

    case filter
    case nextMatch = "next-match"
    case previousMatch = "previous-match"
    case sortLeft = "sort-left"
    case sortRight = "sort-right"
    case reverseSort = "reverse"
    case mark
    case markRange = "mark-range"
    case markAlike = "mark-alike"
    case markAll = "mark-all"
    case clearMarks = "clear-marks"
    case follow
    case logLevel = "level"
    case copy
    case copyJSON = "copy-json"
    case export

    case freeze
    case stepBack = "step-back"
    case stepForward = "step-forward"
    case leapBack = "leap-back"
    case leapForward = "leap-forward"

    case inject
    case repeatSignal = "repeat"
    case close
    case closeAll = "close-all"
    case flatten
    case levels
    case retry
    case editLetter = "edit"
    case discard
    case pauseHandler = "pause"
    case intake, halt, lock

    case palette, help
    case nextTheme = "next-theme"
    case previousTheme = "previous-theme"
    case faster, slower
    case mouse, redraw, suspend, quit
}

extension Action {
    /// Where the help lists an action.
    public enum Section: String, CaseIterable, Sendable {
        case move = "Move"
        case panes = "Panes"
        case rows = "Rows"
        case time = "Freeze and rewind"
        case trade = "Trade and operate"
        case app = "Cockpit"
    }

    /// What there is to know about an action besides what it does; one object each, which is asked for by the hundred.
    final class Facts: Sendable {
        /// One line for the help, without a full stop.
        let summary: String
        /// The word on the hint bar; empty for actions too plain to be hinted.
        let hint: String
        let section: Section
        /// The first is the one that hints show and that a remapping replaces.
        let keys: [Key]
        /// The panes it acts on; `nil` for everywhere.
        let panes: Set<PaneID>?
        /// Whether it may lead to a command, so that a locked or frozen cockpit refuses it.
        let isGuarded: Bool

        init(
            _ summary: String, hint: String = "", _ section: Section, _ keys: Key...,
            panes: Set<PaneID>? = nil, isGuarded: Bool = false
        ) {
            self.summary = summary
            self.hint = hint
            self.section = section
            self.keys = keys
            self.panes = panes
            self.isGuarded = isGuarded
        }
    }

    /// The key that confirms in every dialog; it opens none.
    public static let confirmingKey = Key.character("y")

    /// Whether it works on the heading of rows that are one case as on each of them.
    var takesHeadings: Bool { self == .retry || self == .discard }

    /// One line that says what the action does.
    public var summary: String { facts.summary }

    /// The group in which the help lists the action.
    public var section: Section { facts.section }

    /// The keys that perform the action unless they are remapped; empty for one that only the
    /// command palette knows.
    public var defaultKeys: [Key] { facts.keys }

    /// What is said below, kept: it is asked for by the hundred with each drawing.
    var facts: Facts { Self.known[self] ?? described }

    private static let known = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.described) })

    private var described: Facts {
        switch self {
        case .up: Facts("row up", .move, .character("k"), .up)
        case .down: Facts("row down", .move, .character("j"), .down)
        case .top: Facts("first row", .move, .character("g"), .home)
        case .bottom: Facts("last row", .move, .character("G"), .end)
        case .halfPageUp: Facts("half a page up", .move, .control("u"))
        case .halfPageDown: Facts("half a page down", .move, .control("d"))
        case .pageUp: Facts("page up", .move, .pageUp)
        case .pageDown: Facts("page down", .move, .pageDown)
        case .open: Facts("details of the selected row", hint: "details", .move, .enter)
        case .trace:
            Facts(
                "the row's signal from tick to exit, measured", hint: "trace", .move,
                .character("o"), panes: .traced)
        case .columnsLeft:
            Facts("columns to the left; in details the page before", .move, .character("h"), .left)
        case .columnsRight:
            Facts(
                "columns that found no room; in details the next page", .move, .character("l"),
                .right)
        case .back: Facts("back: close, clear the filter, leave zoom", .move, .escape)

        case .queues: Facts("go to the queues", .panes, .character("1"))
        case .handlers: Facts("go to the handlers", .panes, .character("2"))
        case .deadLetters: Facts("go to the dead letters", .panes, .character("3"))
        case .positions: Facts("go to the positions", .panes, .character("4"))
        case .events: Facts("go to the events", .panes, .character("5"))
        case .risk: Facts("go to profit and risk", .panes, .character("6"))
        case .signals: Facts("go to the signals", .panes, .character("7"))
        case .nextPane: Facts("next pane", hint: "pane", .panes, .tab)
        case .previousPane: Facts("previous pane", .panes, .backTab)
        case .zoom:
            Facts("give the pane the whole screen, or back", hint: "zoom", .panes, .character("z"))
        case .nextLayout:
            Facts("next layout: all, trading, operating", hint: "layout", .panes, .character("w"))
        case .previousLayout: Facts("previous layout", .panes, .character("W"))

        case .filter:
            Facts(
                "filter rows: words, !word, re:, handler:, symbol:, err:, age>5m",
                hint: "filter", .rows, .character("/"), panes: .lists)
        case .nextMatch:
            Facts(
                "next row that the last filter matches, also when it is cleared", .rows,
                .character("n"), panes: .lists)
        case .previousMatch:
            Facts("previous row that it matches", .rows, .character("N"), panes: .lists)
        case .sortLeft:
            Facts("sort by the column to the left", .rows, .character("<"), panes: .lists)
        case .sortRight:
            Facts("sort by the column to the right", .rows, .character(">"), panes: .lists)
        case .reverseSort:
            Facts("reverse the order", .rows, .character("r"), panes: .lists)
        case .mark:
            Facts("mark the row", hint: "mark", .rows, .character(" "), panes: .markable)
        case .markRange:
            Facts(
                "begin a range at the row, or mark it to the row", .rows, .character("v"),
                panes: .markable)
        case .markAlike:
            Facts(
                "mark every letter that died of the same cause", hint: "alike", .rows,
                .character("a"), panes: [.deadLetters])
        case .markAll: Facts("mark every row shown", .rows, .character("A"), panes: .markable)
        case .clearMarks: Facts("clear the marks", .rows, .character("U"), panes: .markable)
        case .follow:
            Facts(
                "follow the newest row, or hold", hint: "follow", .rows, .character("F"),
                panes: .logs)
        case .logLevel:
            Facts(
                "show events from the next level up", hint: "level", .rows, .character("V"),
                panes: [.events])
        case .copy: Facts("copy the row", hint: "copy", .rows, .character("y"), panes: .written)
        case .copyJSON: Facts("copy the row as JSON", .rows, .character("Y"), panes: .written)

        case .export:
            Facts(
                "write the list to a file as CSV; :export json for JSON", .rows, .character("e"),
                panes: .written)

        case .freeze:
            Facts(
                "freeze the screen, or go on; the engine runs on", hint: "freeze", .time,
                .character("p"))
        case .stepBack:
            Facts("while frozen: one snapshot back", hint: "back", .time, .character("["))
        case .stepForward:
            Facts("while frozen: one snapshot forward", hint: "on", .time, .character("]"))
        case .leapBack:
            Facts("while frozen: ten snapshots back", hint: "10 back", .time, .character("{"))
        case .leapForward:
            Facts("while frozen: ten snapshots forward", hint: "10 on", .time, .character("}"))

        case .inject:
            Facts(
                "inject a signal by hand", hint: "inject", .trade, .character("i"), isGuarded: true)
        case .repeatSignal:
            Facts(
                "repeat the last signal at the present price", .trade, .character("."),
                .character("I"), isGuarded: true)
        case .close:
            Facts(
                "close the selected position", hint: "close", .trade, .character("x"),
                panes: [.positions], isGuarded: true)
        case .closeAll:
            Facts(
                "close the marked positions, or all that are shown", hint: "close all", .trade,
                .character("X"), panes: [.positions], isGuarded: true)
        case .flatten:
            Facts("stop entries and close everything", .trade, isGuarded: true)
        case .levels:
            Facts(
                "set the stop and target of the selected position", hint: "stop", .trade,
                .character("s"), panes: [.positions], isGuarded: true)
        case .retry:
            Facts(
                "retry the dead letter, or those marked", hint: "retry", .trade, .character("R"),
                panes: [.deadLetters], isGuarded: true)
        case .editLetter:
            Facts(
                "edit the dead letter's payload, then retry it", hint: "edit", .trade,
                .character("E"), panes: [.deadLetters], isGuarded: true)
        case .discard:
            Facts(
                "discard the dead letter, or those marked", hint: "discard", .trade,
                .character("D"), panes: [.deadLetters], isGuarded: true)
        case .pauseHandler:
            Facts(
                "pause or resume the selected handler", hint: "pause", .trade, .character("P"),
                panes: .handlerLists, isGuarded: true)
        case .intake:
            Facts("pause or resume the intake of signals", .trade, .character("O"), isGuarded: true)
        case .halt:
            Facts(
                "halt the desk, or resume it; the brake works even when locked", hint: "halt",
                .trade, .character("H"))
        case .lock: Facts("lock or unlock all that trades", hint: "lock", .trade, .character("L"))

        case .palette: Facts("run an action by its name", hint: "cmd", .app, .character(":"))
        case .help: Facts("this help", hint: "help", .app, .character("?"), .function(1))
        case .nextTheme: Facts("next theme", hint: "theme", .app, .character("t"))
        case .previousTheme: Facts("previous theme", .app, .character("T"))
        case .faster: Facts("draw more often, ten times a second at most", .app, .character("+"))
        case .slower: Facts("draw less often, for slow lines", .app, .character("-"))
        case .mouse: Facts("release or take the mouse", .app, .character("M"))
        case .redraw: Facts("draw the screen anew", .app, .control("l"))
        case .suspend: Facts("suspend to the shell", .app, .control("z"))
        case .quit:
            Facts("quit; C-c twice forces", hint: "quit", .app, .character("q"), .control("c"))
        }
    }
}
