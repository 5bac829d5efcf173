public import Terminal
public import Trading

/// What a person sees until there is a desk to show: nothing at first, since most desks open sooner than anybody
/// looks, then what is being opened, and how to leave.
///
/// Meanwhile the terminal answers what it was asked, so that the first frame has the right colours.
@MainActor
public struct OpeningScreen {
    /// How the waiting ended.
    public enum Outcome: Equatable, Sendable {
        /// The desk is there; for the cockpit to begin with, what the terminal has told meanwhile.
        case ready([TerminalInput])
        /// The desk is there, or will never be, but the person, or a signal, did not want to wait for it.
        case left(CockpitApp.End)
        /// Asked a second time: the desk is not there, and nobody waits for it any more.
        case abandoned(CockpitApp.End)
    }

    /// For how long a desk that is there waits for the colour of the background: no one sees so short a time.
    private static let answerSeconds = 0.01
    /// From when on an empty screen would be a riddle.
    private static let patienceSeconds = 0.15

    private let screen: any TerminalScreen
    private var theme: Theme
    private let themeOnBackground: ((RGB) -> Theme?)?
    private let words: [String]
    private let clock: () -> Timestamp

    /// Makes the screen; nothing is drawn yet.
    ///
    /// - Parameters:
    ///   - screen: Where to draw.
    ///   - theme: The colours to draw with.
    ///   - themeOnBackground: Finds the theme for a background; `nil` when the terminal was not asked for it.
    ///   - words: What is being opened, a line each; the first is the most important.
    ///   - clock: The wall clock.
    public init(
        screen: any TerminalScreen, theme: Theme, themeOnBackground: ((RGB) -> Theme?)? = nil,
        words: [String], clock: @escaping () -> Timestamp
    ) {
        self.screen = screen
        self.theme = theme
        self.themeOnBackground = themeOnBackground
        self.words = words
        self.clock = clock
    }

    /// Waits until the desk is there, or the person has left.
    ///
    /// Keys that are typed meanwhile are forgotten: who typed them had not seen what they would act on. The first
    /// wish to leave waits for the desk all the same, since one that is half there cannot be closed.
    ///
    /// - Parameters:
    ///   - isReady: Whether the desk is there, or will never be.
    ///   - wakeFD: A descriptor that becomes readable when that changes.
    /// - Returns: How it ended.
    public mutating func wait(until isReady: () -> Bool, wakeFD: Int32) -> Outcome {
        let began = clock()
        var told: [TerminalInput] = []
        var end: CockpitApp.End?
        var isShown = false
        var isAnswered = themeOnBackground == nil
        while true {
            let since = clock().seconds(since: began)
            // A clock that was set back says nothing about how long it takes.
            let elapsed = since < 0 ? .infinity : since
            let awaitsAnswer = !isAnswered && elapsed < Self.answerSeconds
            if isReady() {
                if let end { return .left(end) }
                if !awaitsAnswer { return .ready(told) }
            }
            if !isShown, elapsed >= Self.patienceSeconds || end != nil {
                isShown = true
                draw(isLeaving: end != nil)
            }
            let limit: Double? =
                awaitsAnswer
                ? Self.answerSeconds - elapsed : isShown ? nil : Self.patienceSeconds - elapsed
            let inputs = screen.wait(
                untilMilliseconds: limit.map { Int(($0 * 1000).rounded(.up)) }, wakeFD: wakeFD)
            for input in inputs {
                var wish: CockpitApp.End?
                switch input {
                case .background(let colour):
                    told.append(input)
                    isAnswered = true
                    theme = themeOnBackground?(colour) ?? theme
                case .focus: told.append(input)
                case .resumed: screen.redraw()
                case .terminate(let signal): wish = .signal(signal)
                case .key(.control("c")): wish = end == nil ? .quit : .signal(Self.interrupt)
                // Before anything is shown it was typed for something else.
                case .key(.character("q")) where isShown && end == nil: wish = .quit
                case .key, .resize, .wake, .timeout: continue
                }
                if let wish, end != nil { return .abandoned(wish) }
                end = wish ?? end
            }
            if isShown { draw(isLeaving: end != nil) }
        }
    }

    /// What a second Ctrl-C counts as, where the terminal sends no SIGINT.
    private static let interrupt: Int32 = 2

    private func draw(isLeaving: Bool) {
        var canvas = Canvas(size: screen.size, glyphs: screen.glyphs)
        let way = isLeaving ? "leaving once it is open; Ctrl-C: at once" : "q leaves"
        // On few rows the way out comes before the rest.
        let rows = canvas.size.rows
        let lines = rows >= words.count + 2 ? words + ["", way] : [way] + words
        let top = max(0, (rows - lines.count) / 2)
        for (row, line) in lines.enumerated() where top + row < rows {
            canvas.put(
                line, in: Rect(x: 0, y: top + row, width: canvas.size.columns, height: 1),
                alignment: .centre, style: Style(line == words.first ? .uiHeader : .uiMuted))
        }
        screen.present(canvas, theme: theme)
    }
}
