#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The user's terminal: opened, described and given back by ncurses, written frame by frame, and read directly.
///
/// While it is open the terminal is in raw mode on its alternate screen, standard output and error
/// go elsewhere, and a crash of the program puts everything back first. There is one at a time, and
/// its owner calls ``close()`` on every way out.
@MainActor
public final class NcursesScreen: TerminalScreen {
    /// What a user may ask of the screen.
    public struct Options: Sendable {
        /// The most colours to use, which overrules `NO_COLOR`, or `nil` for what is there.
        public var depth: ColourDepth?
        /// Whether to draw with ASCII signs only.
        public var isASCII: Bool
        /// Whether mouse events are reported at the start; in GNU screen they are not, where Escape counts for more.
        public var isMouseEnabled: Bool
        /// Whether to ask the terminal for the colour of its background; the answer is an input as any other.
        public var asksBackground: Bool
        /// A descriptor of the file that printed text goes to, or `nil` to print it at the end.
        public var log: Int32?

        /// Creates options.
        ///
        /// - Parameters:
        ///   - depth: The most colours to use, or `nil` for what is there.
        ///   - isASCII: Whether to draw with ASCII signs only.
        ///   - isMouseEnabled: Whether mouse events are reported at the start.
        ///   - asksBackground: Whether to ask the terminal for the colour of its background.
        ///   - log: A descriptor of the file that printed text goes to, or `nil`.
        public init(
            depth: ColourDepth? = nil, isASCII: Bool = false, isMouseEnabled: Bool = true,
            asksBackground: Bool = false, log: Int32? = nil
        ) {
            self.depth = depth
            self.isASCII = isASCII
            self.isMouseEnabled = isMouseEnabled
            self.asksBackground = asksBackground
            self.log = log
        }
    }

    /// The size to draw for.
    public private(set) var size: Size
    /// The colours it shows.
    public let depth: ColourDepth
    /// The signs it can show.
    public let glyphs: Glyphs
    /// Whether mouse events are reported.
    public var isMouseEnabled: Bool {
        didSet { if isMouseEnabled != oldValue { send(TerminalModes.mouse(isMouseEnabled)) } }
    }

    private let terminal: Int32
    private let signals: SignalSource
    private var capture: OutputCapture?
    private var decoder = KeyDecoder()
    /// What was read last; one buffer for all keys.
    private var input = [UInt8](repeating: 0, count: 4096)
    /// When the last bytes came.
    private var inputAt = 0
    private var writer: FrameWriter
    private var shown: Canvas?
    private var waiting: [TerminalInput] = []
    /// Until when the terminal may still answer the question about its background; `nil` when nothing was asked, or
    /// it has answered.
    private var answerDueAt: Int?
    private var isOpen = true
    /// Whether the terminal is gone, after which nothing is written to it.
    private var isLost = false
    /// How long an escape byte may be followed by the rest of a sequence.
    private let escapeMilliseconds: Int

    /// Takes the terminal over.
    ///
    /// Call ``SignalSource/block()`` at the start of `main`, before any thread exists.
    ///
    /// - Parameter options: What the user asks for.
    /// - Throws: ``TerminalError`` when there is no usable terminal; it is untouched then.
    public init(_ options: Options = Options()) throws(TerminalError) {
        let probe = TerminalProbe.current()
        if let problem = probe.problem { throw problem }
        depth = probe.depth(wanted: options.depth)
        glyphs = probe.showsUnicode && !options.isASCII ? .unicode : .ascii
        isMouseEnabled = options.isMouseEnabled && !probe.isGNUScreen
        escapeMilliseconds = getenv("ESCDELAY").flatMap { Int(String(cString: $0)) } ?? 25
        size = probe.size ?? Size(columns: 80, rows: 24)
        signals = try SignalSource()
        let capture = try OutputCapture(log: options.log)
        terminal = capture.output

        Curses.armGuard(
            terminal: terminal, output: capture.output, error: capture.error,
            captured: capture.captured)
        let entry = probe.entry(for: depth)
        guard Curses.start(entry: entry, input: STDIN_FILENO, output: terminal) else {
            Curses.disarmGuard()
            throw .unknownTerminal(name: entry)
        }
        writer = FrameWriter(language: .ofScreen)
        Curses.setGuardRestore(
            Array(TerminalModes.off.utf8)
                + ["sgr0", "cnorm", "rmcup"].flatMap { Curses.spell($0) })
        capture.begin()
        self.capture = consume capture
        Curses.resize(size)
        enterModes()
        if options.asksBackground, probe.answersQuestions {
            send(TerminalModes.backgroundQuestion)
            answerDueAt = Self.milliseconds() + Self.answerMilliseconds
        }
    }

    // MARK: - Drawing

    /// Shows a canvas; only what changed since the last one is sent.
    ///
    /// - Parameters:
    ///   - canvas: What to show.
    ///   - theme: The colours of its roles, at any depth.
    public func present(_ canvas: Canvas, theme: Theme) {
        guard isOpen, !isLost else { return }
        if writer.use(theme, depth: depth) { redraw() }
        write(writer.frame(from: shown, to: canvas))
        shown = canvas
    }

    /// Forgets what is shown, so that the next canvas is drawn in full.
    public func redraw() { shown = nil }

    // MARK: - Waiting

    /// Waits for keys, signals or the wake descriptor.
    ///
    /// - Parameters:
    ///   - untilMilliseconds: The longest time to wait from now, or `nil` for ever.
    ///   - wakeFD: A descriptor that ends the wait when it is readable, or `nil`.
    /// - Returns: What happened, in order, never empty.
    public func wait(untilMilliseconds: Int?, wakeFD: Int32?) -> [TerminalInput] {
        let start = Self.milliseconds()
        while waiting.isEmpty {
            guard isOpen, !isLost else { return [.terminate(signal: SIGHUP)] }
            let elapsed = Self.milliseconds() - start
            var left = untilMilliseconds.map { max(0, $0 - elapsed) }
            let decisionAt = decoder.patience(escapeMilliseconds: escapeMilliseconds)
                .map { inputAt + $0 }
            if let decisionAt { left = min(left ?? .max, max(0, decisionAt - Self.milliseconds())) }
            var polled = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakeFD ?? -1, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(
                &polled, nfds_t(polled.count), left.map { Int32(clamping: $0) } ?? -1)
            let now = Self.milliseconds()
            // Other things may wake it sooner; only the time since the last byte decides.
            if polled[0].revents == 0, let decisionAt, now >= decisionAt {
                waiting += decoder.flush(atMilliseconds: now)
            }
            if count == 0 {
                let isOver = untilMilliseconds.map { now - start >= $0 } ?? false
                if waiting.isEmpty, isOver { waiting.append(.timeout) }
                continue
            }
            if polled[1].revents != 0 { takeSignals() }
            if polled[0].revents != 0 { takeInput() }
            if polled[2].revents != 0, let wakeFD { takeWake(wakeFD) }
        }
        defer { waiting = [] }
        return waiting
    }

    private func takeInput() {
        let count = read(STDIN_FILENO, &input, input.count)
        if count > 0 {
            inputAt = Self.milliseconds()
            let inputs = decoder.feed(input.prefix(count), atMilliseconds: inputAt)
            for case .background in inputs { answerDueAt = nil }
            waiting += inputs
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
            isLost = true
            waiting.append(.terminate(signal: SIGHUP))
        }
    }

    private func takeSignals() {
        while let signal = signals.next() {
            switch signal {
            case SIGWINCH:
                if takeSize() { waiting.append(.resize(size)) }
            case SIGTSTP: suspend()
            case SIGCONT: break
            case SIGHUP:
                // It may also be sent by hand, and then there is a terminal to give back.
                isLost = !hasTerminal
                waiting.append(.terminate(signal: signal))
            default: waiting.append(.terminate(signal: signal))
            }
        }
    }

    private func takeWake(_ descriptor: Int32) {
        var bytes = [UInt8](repeating: 0, count: 256)
        _ = read(descriptor, &bytes, bytes.count)
        waiting.append(.wake)
    }

    /// Asks for the window's size; returns whether it changed.
    private func takeSize() -> Bool {
        guard let now = Curses.windowSize(of: terminal), now != size else { return false }
        size = now
        shown = nil
        Curses.resize(now)
        return true
    }

    /// Whether the terminal still answers; one that hung up does not.
    private var hasTerminal: Bool {
        var modes = termios()
        return tcgetattr(terminal, &modes) == 0
    }

    private static func milliseconds() -> Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int(now.tv_sec) * 1000 + Int(now.tv_nsec) / 1_000_000
    }

    // MARK: - Giving the terminal back

    /// Gives the terminal back and stops the whole process until it is continued.
    public func suspend() {
        guard isOpen, !isLost else { return }
        send(TerminalModes.off)
        Curses.leave()
        kill(getpid(), SIGSTOP)
        Curses.comeBack()
        enterModes()
        shown = nil
        if takeSize() { waiting.append(.resize(size)) }
        waiting.append(.resumed)
    }

    /// Puts a text on the user's clipboard (OSC 52).
    ///
    /// - Parameter text: The text.
    public func copy(_ text: String) {
        send(TerminalModes.clipboard(text))
    }

    /// Sounds the bell, or flashes, as the terminal is set.
    public func ring() { send("\u{07}") }

    /// Asks the terminal to tell its desktop; one that cannot ignores it.
    ///
    /// - Parameters:
    ///   - text: What to tell.
    ///   - way: How to ask.
    public func notify(_ text: String, by way: DesktopNotification) {
        send(TerminalModes.notification(text, by: way))
    }

    /// Gives the terminal back as it was found, and standard output and error too.
    public func close() {
        guard isOpen else { return }
        awaitAnswer()
        isOpen = false
        send(TerminalModes.off)
        Curses.stop(restore: !isLost)
        Curses.disarmGuard()
        capture = nil
    }

    /// Waits for the answer about the background while it may still come: the shell would take it for input.
    private func awaitAnswer() {
        while let answerDueAt, !isLost {
            let left = answerDueAt - Self.milliseconds()
            var polled = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard left > 0 else { return }
            let count = poll(&polled, 1, Int32(left))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            takeInput()
        }
    }

    /// The longest way to a terminal and back for which an answer is waited for at the end.
    private static let answerMilliseconds = 500

    private func enterModes() {
        send(TerminalModes.on + TerminalModes.mouse(isMouseEnabled))
    }

    private func send(_ command: String) { write(Array(command.utf8)) }

    private func write(_ bytes: [UInt8]) {
        guard !isLost, !Curses.guardFired, !bytes.isEmpty else { return }
        Curses.write(bytes)
    }
}

extension TerminalProbe {
    /// Returns the facts of the terminal this process runs in.
    ///
    /// - Returns: What the environment, the locale and the terminal say.
    public static func current() -> TerminalProbe {
        var environment: [String: String] = [:]
        for name in ["TERM", "COLORTERM", "NO_COLOR", "STY"] {
            environment[name] = getenv(name).map { String(cString: $0) }
        }
        return TerminalProbe(
            environment: environment, codeset: Curses.prepareLocale(),
            isInputTerminal: isatty(STDIN_FILENO) == 1,
            isOutputTerminal: isatty(STDOUT_FILENO) == 1,
            size: Curses.windowSize(of: STDOUT_FILENO), colours: Curses.colours(ofEntry:))
    }
}
