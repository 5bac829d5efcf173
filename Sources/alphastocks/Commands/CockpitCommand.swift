import ArgumentParser
import Cockpit
import Configuration
import Engine
import Foundation
import Synchronization
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
    @OptionGroup(title: "Screen") var themes: ThemeOption

    @Option(help: "The theme to begin with; `theme list` names them.")
    var theme: String?

    @Flag(help: "Draw with ASCII characters only.")
    var ascii = false

    @Flag(help: "Leave the mouse to the terminal.")
    var noMouse = false

    @Flag(help: "Look only: no key acts on the desk.")
    var readOnly = false

    func run() throws {
        // Before any thread exists, so that only the screen's owner sees signals.
        SignalSource.block()
        try guarded {
            if let problem = TerminalProbe.current().problem {
                printError(
                    "alphastocks: \(problem); without a terminal there are `alphastocks run`, and "
                        + "`alphastocks status` to read a ledger")
                throw ExitCode(2)
            }
            let configuration = try desk.configuration()
            let catalog = themes.catalog
            let looks = try Looks(
                catalog: catalog, preferences: configuration.cockpit, asked: theme)
            let session = try runBlocking {
                let assembly = try await DeskAssembly.make(
                    market: market, options: desk, configuration: configuration,
                    defaultPace: .speed(10))
                try await assembly.desk.start()
                return DeskSession(assembly)
            }
            session.play()
            let end = try MainActor.assumeIsolated {
                try show(session.desk, looks: looks, configuration: configuration)
            }
            let farewell = try runBlocking { try await session.stop() }
            printError(farewell)
            if case .signal(let number) = end { throw ExitCode(128 + number) }
        }
    }

    @MainActor
    private func show(
        _ port: Desk, looks: Looks, configuration: ProgramConfiguration
    ) throws -> CockpitApp.End {
        let log = LogFile.open()
        defer { log?.close() }
        let screen = try NcursesScreen(
            NcursesScreen.Options(
                isASCII: ascii || configuration.cockpit.usesASCII,
                isMouseEnabled: !noMouse && configuration.cockpit.usesMouse,
                log: log?.descriptor))
        defer { screen.close() }
        let depth = screen.depth
        let view = ViewState.load()
        let name = looks.asked ?? view.theme ?? looks.catalog.defaultName(depth: screen.depth)
        let app = CockpitApp(
            screen: screen, desk: port,
            options: CockpitOptions(
                keys: try looks.keys(), themeNames: looks.catalog.names, themeName: name,
                isReadOnly: readOnly, showsWelcome: view.isFirst),
            themes: { looks.theme(named: $0, depth: depth) },
            clock: { WallClock().now },
            onTheme: { ViewState(theme: $0, isFirst: false).save() })
        if view.isFirst { ViewState(theme: view.theme, isFirst: false).save() }
        return app.run()
    }
}
