public import Terminal
public import Trading

/// Runs a cockpit on a screen: waits for keys, snapshots and signals, and draws what the model says.
///
/// It has the main thread to itself while it runs. It polls nothing: it sleeps until a key, a signal
/// or a snapshot comes, or until the snapshot on the screen has grown older than it may look.
@MainActor
public final class CockpitApp {
    /// How a cockpit came to its end.
    public enum End: Equatable, Sendable {
        /// The user quit.
        case quit
        /// A signal asked for it; a lost terminal counts as SIGHUP.
        case signal(Int32)
    }

    private let screen: any TerminalScreen
    private let desk: any DeskPort
    private let host: CockpitHost
    private var model: CockpitModel
    private var theme: Theme
    private var themeInUse: String
    /// When the newest snapshot was drawn.
    private var drawnAt: Timestamp?
    /// Whether a key is to be answered: at once, and with no more drawing than it takes.
    private var isAnswering = false
    private var pictures = PanePictures()
    /// What every frame begins with: its cells are not written anew each time.
    private var blank = Canvas(size: Size(columns: 0, rows: 0))
    /// The size that the terminal has, while it is laid out for another one.
    private var newSize: Size?
    /// When a new size was drawn last.
    private var resizedAt: Timestamp?
    private var knowsThemes = false
    private var remembered: ViewMemory
    /// When the configuration was last looked at.
    private var lookedAt: Timestamp

    /// Makes a cockpit; nothing is drawn yet.
    ///
    /// - Parameters:
    ///   - screen: Where to draw; the caller closes it after ``run(after:)``.
    ///   - desk: The desk to show and to command.
    ///   - options: How to behave.
    ///   - theme: The theme of the options where it was read already; `nil` to ask the host for it.
    ///   - host: What the program around it does for it.
    public init(
        screen: any TerminalScreen, desk: any DeskPort, options: CockpitOptions,
        theme: Theme? = nil, host: CockpitHost
    ) {
        self.screen = screen
        self.desk = desk
        self.host = host
        themeInUse = options.themeName
        self.theme =
            (theme ?? host.theme(options.themeName) ?? .terminal).adapted(to: screen.depth)
        model = CockpitModel(
            options: options, size: screen.size, glyphs: screen.glyphs, now: host.clock())
        model.isMouseEnabled = screen.isMouseEnabled
        remembered = model.memory
        lookedAt = host.clock()
    }

    /// Shows the cockpit until the user quits or a signal ends it.
    ///
    /// - Parameter told: What the terminal has told before, such as its background.
    /// - Returns: How it ended.
    public func run(after told: [TerminalInput] = []) -> End {
        var isDue = true
        if let end = take(told, &isDue) { return end }
        while true {
            // Before anything else that has come meanwhile: who pressed a key waits for it.
            if isAnswering { draw() }
            takeSnapshot(&isDue)
            takeConfiguration(&isDue)
            let delay = isDue ? millisecondsToDrawing() : 0
            if isDue, delay <= 0 {
                for effect in model.tick(host.clock()) { perform(effect) }
                draw()
                // The first snapshot is drawn as soon as it comes, whatever stood there before it.
                drawnAt = model.received > 0 ? host.clock() : nil
                isDue = false
                if model.received > 0 { learnThemes(&isDue) }
            }
            let change = Self.milliseconds(model.secondsToChange)
            let wait = isDue ? min(delay, change) : change
            let wake = desk.wakeDescriptor
            let inputs = screen.wait(
                untilMilliseconds: wait, wakeFD: wake >= 0 ? wake : nil)
            if let end = take(inputs, &isDue) { return end }
        }
    }

    private func takeSnapshot(_ isDue: inout Bool) {
        guard let snapshot = desk.takeSnapshot() else { return }
        for effect in model.receive(snapshot, now: host.clock()) { perform(effect) }
        isDue = true
    }

    /// Looks whether the configuration has changed, when something has woken the cockpit anyway.
    private func takeConfiguration(_ isDue: inout Bool) {
        let now = host.clock()
        guard abs(now.seconds(since: lookedAt)) >= 1 else { return }
        lookedAt = now
        guard let reread = host.reread() else { return }
        for effect in model.reconfigure(reread, now: now) { perform(effect) }
        // The same theme may have other colours now.
        use(themeInUse)
        isDue = true
    }

    /// Learns which themes there are and what is amiss with the present one, once there is something to see: files have
    /// to be read for it.
    private func learnThemes(_ isDue: inout Bool) {
        guard !knowsThemes else { return }
        knowsThemes = true
        if let names = host.themeNames { model.themeNames = names() }
        // What is said of keys already has its time first: a theme's remark comes again with the theme.
        guard model.notice == nil else { return }
        remark(on: themeInUse)
        guard model.notice != nil else { return }
        drawnAt = nil
        isDue = true
    }

    /// Draws with a theme that was asked for, and says what is amiss with it.
    private func choose(_ name: String) {
        guard use(name) else { return model.didRefuse(theme: name, keeping: themeInUse) }
        remark(on: name)
    }

    private func remark(on name: String) {
        if let remark = host.themeRemark(name) { model.say(remark, .stateWarn, seconds: 12) }
    }

    /// Draws with a theme from now on; `false` when it cannot be had.
    @discardableResult
    private func use(_ name: String) -> Bool {
        guard let chosen = host.theme(name) else { return false }
        themeInUse = name
        let adapted = chosen.adapted(to: screen.depth)
        guard adapted != theme else { return true }
        theme = adapted
        screen.redraw()
        return true
    }

    /// Takes what a wait returned; keys that came together are given to the model together.
    private func take(_ inputs: [TerminalInput], _ isDue: inout Bool) -> End? {
        var keys: [Key] = []
        for input in inputs {
            switch input {
            case .key(let key): keys.append(key)
            case .resize(let size):
                newSize = size
                isDue = true
            case .background(let colour):
                guard let name = host.themeOnBackground?(colour), model.suggest(theme: name) else {
                    break
                }
                choose(name)
                drawnAt = nil
                isDue = true
            case .focus(let isFocused): model.setTerminalFocus(isFocused)
            case .resumed:
                screen.redraw()
                drawnAt = nil
                isDue = true
            case .terminate(let signal): return .signal(signal)
            case .wake: break
            case .timeout:
                for effect in model.tick(host.clock()) { perform(effect) }
                isDue = true
            }
        }
        guard !keys.isEmpty else { return nil }
        isAnswering = true
        for effect in model.handle(keys, now: host.clock()) {
            if effect == .quit { return .quit }
            perform(effect)
        }
        if model.memory != remembered {
            remembered = model.memory
            host.remember(remembered)
        }
        return nil
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .quit: break
        // Who wants to hear alerts hears a refused key too.
        case .bell: if model.alertRules.ringsBell { screen.ring() }
        case .send(let command):
            let id = desk.send(command)
            model.didSend(command, as: id)
        case .suspend: screen.suspend()
        case .redraw: screen.redraw()
        case .alert(let text):
            let rules = model.alertRules
            if rules.ringsBell { screen.ring() }
            if rules.notification != .off { screen.notify(text, by: rules.notification.protocol) }
        case .copy(let text): screen.copy(text)
        case .mouse(let isEnabled): screen.isMouseEnabled = isEnabled
        case .theme(let name):
            choose(name)
        case .export(let view):
            do {
                model.didExport(view, to: try host.write(view))
            } catch {
                model.didNotExport(because: "\(error)")
            }
        }
    }

    private func draw() {
        let start = host.clock()
        isAnswering = false
        let isResized = newSize != nil
        if let newSize { model.resize(to: newSize) }
        newSize = nil
        let glyphs = screen.glyphs.withBorder(theme.border)
        if blank.size != screen.size || blank.glyphs != glyphs {
            blank = Canvas(size: screen.size, glyphs: glyphs)
        }
        var canvas = blank
        model.draw(into: &canvas, reusing: &pictures)
        screen.present(canvas, theme: theme)
        model.renderTime.note(from: start, to: host.clock())
        // Counted from the end: drawing is not to be all there is time for.
        if isResized { resizedAt = host.clock() }
    }

    /// Milliseconds until drawing is allowed again: as often as was chosen, and sooner for a new size.
    ///
    /// The first of many sizes is drawn at once. While a window is being pulled the others wait for each other: each of
    /// them is a whole screen to lay out and to send.
    private func millisecondsToDrawing() -> Int {
        let next = milliseconds(to: model.secondsBetweenDrawings, since: drawnAt)
        return newSize == nil
            ? next : min(next, milliseconds(to: Self.secondsBetweenSizes, since: resizedAt))
    }

    /// The shortest time between the layouts of two sizes in seconds.
    private static let secondsBetweenSizes = 0.05

    /// Milliseconds that are left of a time; none when it never began.
    private func milliseconds(to seconds: Double, since start: Timestamp?) -> Int {
        guard let start else { return 0 }
        let since = host.clock().seconds(since: start)
        // A clock that was set back must not stop the drawing.
        guard since >= 0 else { return 0 }
        return Self.milliseconds(seconds - since)
    }

    private static func milliseconds(_ seconds: Double) -> Int {
        Int((max(0, min(60, seconds)) * 1000).rounded(.up))
    }
}
