import ArgumentParser
import Cockpit
import Configuration
import Engine
import Terminal
import Trading

/// Opens the cockpit: the engine in the background, the screen in front.
struct CockpitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cockpit", abstract: "Open the cockpit (what happens without a subcommand).",
        discussion:
            "Inside, press ? for every key. `q` drains the engine and leaves; nothing is lost.")

    @OptionGroup(title: "Market") var market: MarketOptions
    @OptionGroup(title: "Desk") var desk: DeskOptions
    @OptionGroup(title: "Log") var log: LogOptions
    @OptionGroup(title: "Screen") var themes: ThemeOption

    @Option(help: "The theme to begin with; `theme list` names them.")
    var theme: String?

    @Option(
        help: ArgumentHelp(
            "The most colours to draw with. Default: what the terminal shows, none with NO_COLOR.",
            valueName: "depth"))
    var color: ColourChoice?

    @Flag(help: "Draw with ASCII characters only.")
    var ascii = false

    @Flag(help: "Leave the mouse to the terminal.")
    var noMouse = false

    @Flag(help: "Look only: no key acts on the desk.")
    var readOnly = false

    @OptionGroup(title: "Without the screen") var face: FaceOptions

    func run() throws {
        // Before any thread exists, so that only the screen's owner sees signals.
        if face.face == .screen { SignalSource.block() }
        try guarded {
            let file = ConfigurationFile(named: desk.config)
            let configuration = try file.read()
            let looks = try Looks(
                catalog: themes.catalog, preferences: configuration.cockpit, asked: theme)
            switch face.face {
            case .screen: try runScreen(looks, configuration, file)
            case .plain: try runPlain(looks, configuration)
            case .once, .watch: try runPictures(looks, configuration)
            }
        }
    }

    private func runScreen(
        _ looks: Looks, _ configuration: ProgramConfiguration, _ file: ConfigurationFile
    ) throws {
        if let problem = TerminalProbe.current().problem {
            printError(
                "alphastocks: \(problem); without one there are --plain to talk in lines, --once "
                    + "for a picture, and `alphastocks run`")
            throw ExitCode(1)
        }
        let log = log.open()
        let opening = DeskOpening(
            desk: desk, market: market, face: face, configuration: configuration,
            logger: log.logger)
        let (opened, end) = try MainActor.assumeIsolated {
            try ScreenRun(
                screenOptions: NcursesScreen.Options(
                    depth: color?.depth, isASCII: ascii || configuration.cockpit.usesASCII,
                    isMouseEnabled: !noMouse && configuration.cockpit.usesMouse,
                    log: log.file?.descriptor),
                live: LiveLooks(looks, file: file, configuration: configuration),
                configuration: configuration, refreshSeconds: face.refresh ?? 0.25,
                isReadOnly: readOnly, words: opening.words
            ).run { try await opening.run() }
        }
        if let opened {
            printError(try opened.close())
        } else {
            printError("alphastocks: left before the desk was open")
        }
        if case .signal(let number) = end { throw ExitCode(128 + number) }
    }

    private func runPlain(_ looks: Looks, _ configuration: ProgramConfiguration) throws {
        let opening = DeskOpening(
            desk: desk, market: market, face: face, configuration: configuration,
            logger: log.open().logger)
        let opened = try runBlocking { try await opening.run() }
        var talk = PlainTalk(
            desk: opened,
            plain: PlainDesk(
                alerts: looks.alerts, limits: configuration.rules.limits, isReadOnly: readOnly,
                stopsDesk: opened.isOwn, now: WallClock().now))
        try talk.run()
        printError(try opened.close())
    }

    private func runPictures(_ looks: Looks, _ configuration: ProgramConfiguration) throws {
        let opened =
            try OpenedDesk.attached(
                face.attach ?? .ledger, desk, market, periodSeconds: min(1, face.refresh ?? 1))
            ?? OpenedDesk.atRest(desk, market, configuration, logger: log.open().logger)
        let verdict = try PictureRun(
            desk: opened, options: face, alerts: looks.alerts,
            usesASCII: ascii || configuration.cockpit.usesASCII
        ).run()
        _ = try opened.close()
        if verdict != .fine { throw ExitCode(verdict.rawValue) }
    }
}
