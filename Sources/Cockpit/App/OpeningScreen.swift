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
        /// The person, or a signal, did not want to wait.
        case left(CockpitApp.End)
    }

    /// For how long a desk that is there waits for the colour of the background: no one sees so short a time.
    private static let answerSeconds = 0.01
    /// From when on an empty screen would be a riddle.
    private static let patienceSeconds = 0.15

    private let screen: any TerminalScreen
    private let theme: Theme
    private let asksBackground: Bool
    private let words: [String]
    private let clock: () -> Timestamp

    /// Makes the screen; nothing is drawn yet.
    ///
    /// - Parameters:
    ///   - screen: Where to draw.
    ///   - theme: The colours to draw with.
    ///   - asksBackground: Whether the terminal was asked for the colour of its background.
    ///   - words: What is being opened, a line each; the first is the most important.
    ///   - clock: The wall clock.
    public init(
        screen: any TerminalScreen, theme: Theme, asksBackground: Bool, words: [String],
        clock: @escaping () -> Timestamp
    ) {
        self.screen = screen
        self.theme = theme
        self.asksBackground = asksBackground
        self.words = words
        self.clock = clock
    }

    /// Waits until the desk is there or the person leaves.
    ///
    /// Keys that are typed meanwhile are forgotten: who typed them had not seen what they would act on.
    ///
    /// - Parameters:
    ///   - isReady: Whether the desk is there, or will never be.
    ///   - wakeFD: A descriptor that becomes readable when that changes.
    /// - Returns: How it ended.
    public func wait(until isReady: () -> Bool, wakeFD: Int32) -> Outcome {
        let began = clock()
        var told: [TerminalInput] = []
        var isShown = false
        while true {
            let elapsed = max(0, clock().seconds(since: began))
            let awaitsAnswer = asksBackground && told.isEmpty && elapsed < Self.answerSeconds
            if isReady(), !awaitsAnswer { return .ready(told) }
            if !isShown, elapsed >= Self.patienceSeconds {
                draw("q leaves")
                isShown = true
            }
            let limit: Double? =
                awaitsAnswer
                ? Self.answerSeconds - elapsed : isShown ? nil : Self.patienceSeconds - elapsed
            let inputs = screen.wait(
                untilMilliseconds: limit.map { Int(($0 * 1000).rounded(.up)) }, wakeFD: wakeFD)
            for input in inputs {
                switch input {
                case .background: told.append(input)
                case .resize where isShown: draw("q leaves")
                case .resumed where isShown:
                    screen.redraw()
                    draw("q leaves")
                case .terminate(let signal): return leave(.signal(signal))
                case .key(.character("q")), .key(.control("c")): return leave(.quit)
                case .key, .resize, .resumed, .focus, .wake, .timeout: break
                }
            }
        }
    }

    /// What is being opened is opened to its end: a desk that is half there cannot be left alone.
    private func leave(_ end: CockpitApp.End) -> Outcome {
        draw("leaving as soon as it is open")
        return .left(end)
    }

    private func draw(_ last: String) {
        var canvas = Canvas(size: screen.size, glyphs: screen.glyphs)
        let lines = words + ["", last]
        let top = max(0, (canvas.size.rows - lines.count) / 2)
        for (row, line) in lines.enumerated() {
            canvas.put(
                line, in: Rect(x: 0, y: top + row, width: canvas.size.columns, height: 1),
                alignment: .centre, style: Style(row == 0 ? .uiHeader : .uiMuted))
        }
        screen.present(canvas, theme: theme)
    }
}
