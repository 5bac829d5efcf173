import Cockpit
import Configuration
import Terminal

/// The themes and keys of a run, as the command line and the configuration want them.
struct Looks: Sendable {
    let catalog: ThemeCatalog
    /// The theme that was asked for by name; known to exist.
    let asked: String?
    private let options: ThemeOptions
    private let preferences: CockpitPreferences

    /// - Throws: `ThemeError` when the theme that was asked for is not there or not in order.
    init(catalog: ThemeCatalog, preferences: CockpitPreferences, asked: String?) throws {
        self.catalog = catalog
        self.preferences = preferences
        let colours = try preferences.profitColours.map { text in
            guard let known = PnLColours(rawValue: text) else {
                throw ProgramFailure(
                    "pnl_colours \"\(text)\" in the configuration: there are \(PnLColours.allCases.map(\.rawValue).joined(separator: ", "))"
                )
            }
            return known
        }
        options = ThemeOptions(
            minContrast: preferences.minimumContrast, pnlColours: colours ?? .western)
        self.asked = asked ?? preferences.theme
        if let name = self.asked { _ = try catalog.theme(named: name, options: options) }
    }

    /// A theme as the screen can show it; `nil` when its file is not in order.
    func theme(named name: String, depth: ColourDepth) -> Theme? {
        guard let entry = try? catalog.theme(named: name, options: options) else { return nil }
        return entry.theme.adapted(to: depth)
    }

    /// The keys that the configuration changes.
    ///
    /// - Throws: `ProgramFailure` when an action or a key has no such name, or two actions share a key.
    func keys() throws -> [Action: Key] {
        var keys: [Action: Key] = [:]
        for (name, text) in preferences.keys.sorted(by: { $0.key < $1.key }) {
            guard let action = Action(rawValue: name) else {
                throw ProgramFailure(
                    "[keys] \(name) in the configuration: no such action; there are \(Action.allCases.map(\.rawValue).joined(separator: ", "))"
                )
            }
            do {
                keys[action] = try Key(name: text)
            } catch {
                throw ProgramFailure("[keys] \(name) = \"\(text)\" in the configuration: \(error)")
            }
        }
        if let clash = KeyMap(overrides: keys).clashes.first {
            throw ProgramFailure(
                "[keys] in the configuration: \(clash.key.name) stands for \(clash.winner.rawValue) and for \(clash.loser.rawValue); give one of them another key"
            )
        }
        return keys
    }
}
