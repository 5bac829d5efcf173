import Cockpit
import Configuration
import Engine
import Logging
import Terminal
import Trading

/// A visit to the cockpit: the screen in front is opened first, the desk beside it.
@MainActor
struct ScreenRun {
    /// How the screen was asked for.
    let screenOptions: NcursesScreen.Options
    /// The looks, kept up with the configuration.
    let live: LiveLooks
    /// What the configuration says.
    let configuration: ProgramConfiguration
    /// How often to draw at most.
    let refreshSeconds: Double
    /// Whether no key acts on the desk.
    let isReadOnly: Bool
    /// What is opened, a line each.
    let words: [String]

    /// Shows the desk until the person leaves, and gives the terminal back.
    ///
    /// - Parameter open: Opens the desk; runs on other threads.
    /// - Returns: The desk, which the caller closes, and how the visit ended.
    /// - Throws: What keeps the screen or the desk from being opened.
    func run(
        opening open: @escaping @Sendable () async throws -> OpenedDesk
    ) throws -> (OpenedDesk, CockpitApp.End) {
        let looks = live.looks
        let view = ViewState.load()
        let chosen = looks.asked ?? view.theme
        var options = screenOptions
        options.asksBackground = chosen == nil
        let wake = try WakePipe()
        let screen = try NcursesScreen(options)
        defer { screen.close() }
        let opening = BackgroundWork(onEnd: wake.wake, open)
        let depth = screen.depth
        let name = chosen ?? looks.catalog.defaultName(depth: depth)
        let theme = live.looks.theme(named: name, depth: depth) ?? .terminal
        let outcome = OpeningScreen(
            screen: screen, theme: theme, asksBackground: options.asksBackground, words: words,
            clock: { WallClock().now }
        ).wait(until: { opening.isDone }, wakeFD: wake.readDescriptor)
        let opened = try opening.value()
        let told: [TerminalInput]
        switch outcome {
        case .left(let end): return (opened, end)
        case .ready(let inputs): told = inputs
        }
        let app = CockpitApp(
            screen: screen, desk: opened.port,
            options: CockpitOptions(
                keys: looks.keys, themeNames: looks.catalog.namesByVariant, themeName: name,
                layoutName: view.layout ?? "", refreshSeconds: refreshSeconds,
                isReadOnly: isReadOnly, showsWelcome: view.isFirst,
                alerts: looks.alerts, limits: configuration.rules.limits, ownsDesk: opened.isOwn),
            host: CockpitHost(
                theme: { live.looks.theme(named: $0, depth: depth) },
                themeOnBackground: chosen == nil
                    ? { looks.catalog.defaultName(depth: depth, background: $0) } : nil,
                clock: { WallClock().now },
                remember: {
                    ViewState(theme: $0.theme ?? view.theme, layout: $0.layout, isFirst: false)
                        .save()
                },
                write: ExportFolder.write,
                reread: live.reread))
        if view.isFirst { ViewState(isFirst: false).save() }
        return (opened, app.run(after: told))
    }
}
