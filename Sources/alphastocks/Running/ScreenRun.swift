import Cockpit
import Configuration
import Engine
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
    /// - Returns: The desk, which the caller closes, or `nil` when nobody waited for it; and how the visit ended.
    /// - Throws: What keeps the screen or the desk from being opened.
    func run(
        opening open: @escaping @Sendable () async throws -> OpenedDesk
    ) throws -> (OpenedDesk?, CockpitApp.End) {
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
        let theme = { live.looks.theme(named: $0, depth: depth) }
        let first = theme(name)
        let suited: ((RGB) -> String)? =
            chosen == nil ? { looks.catalog.defaultName(depth: depth, background: $0) } : nil
        var waiting = OpeningScreen(
            screen: screen, theme: first ?? .terminal,
            themeOnBackground: suited.map { suited in { theme(suited($0)) } },
            words: words, clock: { WallClock().now })
        let told: [TerminalInput]
        switch waiting.wait(until: { opening.isDone }, wakeFD: wake.readDescriptor) {
        case .abandoned(let end): return (nil, end)
        case .left(let end): return (try opening.value(), end)
        case .ready(let inputs): told = inputs
        }
        let opened = try opening.value()
        let app = CockpitApp(
            screen: screen, desk: opened.port,
            options: CockpitOptions(
                keys: looks.keys, themeName: name,
                layoutName: view.layout ?? "", refreshSeconds: refreshSeconds,
                isReadOnly: isReadOnly, showsWelcome: view.isFirst,
                alerts: looks.alerts, limits: configuration.rules.limits, ownsDesk: opened.isOwn),
            theme: first,
            host: CockpitHost(
                theme: theme, themeNames: { looks.catalog.namesByVariant },
                themeRemark: { live.looks.remark(onTheme: $0) },
                themeOnBackground: suited,
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
