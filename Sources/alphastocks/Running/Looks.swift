import Cockpit
import Configuration
import Terminal

/// The themes, keys and alerts of a run, as the command line and the configuration want them.
struct Looks: Sendable {
    let catalog: ThemeCatalog
    /// The theme that was asked for by name; known to exist.
    let asked: String?
    /// The keys that the configuration changes.
    let keys: [Action: [Key]]
    /// When alerts are raised, and how loudly.
    let alerts: AlertRules
    private let options: ThemeOptions

    /// - Throws: `ThemeError` when the theme that was asked for is not there or not in order, `ConfigurationError`
    ///   for a theme, a key or an action in the configuration that does not exist.
    init(catalog: ThemeCatalog, preferences: CockpitPreferences, asked: String?) throws {
        self.catalog = catalog
        options = ThemeOptions(
            minContrast: preferences.minimumContrast,
            pnlColours: PnLColours(preferences.profitColours))
        if let asked {
            _ = try catalog.theme(named: asked, options: options)
        } else if let wanted = preferences.theme {
            try Self.check(wanted, catalog, options)
        }
        self.asked = asked ?? preferences.theme?.value
        keys = try Self.keys(preferences.keys) { throw $0 }
        alerts = AlertRules(preferences.alerts)
    }

    /// Everything that is wrong with the theme and the keys of a configuration.
    static func problems(_ preferences: CockpitPreferences, catalog: ThemeCatalog) -> [any Error] {
        var problems: [any Error] = []
        if let wanted = preferences.theme {
            do {
                try check(wanted, catalog, ThemeOptions(minContrast: preferences.minimumContrast))
            } catch {
                problems.append(error)
            }
        }
        _ = keys(preferences.keys) { problems.append($0) }
        return problems
    }

    private static func check(
        _ wanted: Placed<String>, _ catalog: ThemeCatalog, _ options: ThemeOptions
    ) throws {
        guard catalog.names.contains(wanted.value) else {
            throw wanted.unknown("theme", wanted.value, among: catalog.names)
        }
        _ = try catalog.theme(named: wanted.value, options: options)
    }

    /// A theme as the screen can show it; `nil` when its file is not in order.
    func theme(named name: String, depth: ColourDepth) -> Theme? {
        guard let entry = try? catalog.theme(named: name, options: options) else { return nil }
        return entry.theme.adapted(to: depth)
    }

    /// What in a theme's file has no effect, in one line; `nil` for nothing, and for a file that is not in order.
    func remark(onTheme name: String) -> String? {
        guard let entry = try? catalog.theme(named: name, options: options) else { return nil }
        return ThemeWarning.summary(entry.warnings, ofTheme: name)
    }

    /// The keys that the configuration changes.
    ///
    /// - Parameters:
    ///   - wanted: Keys by action, as they are written in the file.
    ///   - refuse: Takes an action or a key without such a name, and two actions that share a key.
    /// - Returns: The keys of those that are in order.
    private static func keys(
        _ wanted: [String: Placed<[String]>], refuse: (ConfigurationError) throws -> Void
    ) rethrows -> [Action: [Key]] {
        var keys: [Action: [Key]] = [:]
        var refused: Set<Action> = []
        for (name, names) in wanted.sorted(by: { $0.key < $1.key }) {
            guard let action = Action(rawValue: name) else {
                try refuse(names.unknown("action", name, among: Action.allCases.map(\.rawValue)))
                continue
            }
            var chosen: [Key] = []
            for keyName in names.value {
                do {
                    let key = try key(named: keyName, for: action)
                    if !chosen.contains(key) { chosen.append(key) }
                } catch {
                    refused.insert(action)
                    try refuse(names.unusable("\(name) = \"\(keyName)\": \(error)"))
                }
            }
            if !refused.contains(action) { keys[action] = chosen }
        }
        for clash in KeyMap(overrides: keys).clashes
        where refused.isDisjoint(with: [clash.winner, clash.loser]) {
            guard let place = wanted[clash.winner.rawValue] ?? wanted[clash.loser.rawValue] else {
                continue
            }
            try refuse(
                place.unusable(
                    "\(clash.key.name) stands for \(clash.winner.rawValue) and for "
                        + "\(clash.loser.rawValue); give one of them another key"))
        }
        return keys
    }

    private static func key(named name: String, for action: Action) throws -> Key {
        let key = try Key(name: name)
        guard key != Action.confirmingKey || action.defaultKeys.contains(key) else {
            throw ProgramFailure(
                "that key confirms what \(action.rawValue) may ask; give it another one")
        }
        return key
    }
}

extension PnLColours {
    fileprivate init(_ colours: ProfitColours) {
        self =
            switch colours {
            case .western: .western
            case .eastAsia: .eastAsia
            case .cvd: .colourBlind
            }
    }
}

extension AlertRules {
    fileprivate init(_ preferences: AlertPreferences) {
        let levels: [AlertKind: Double] = [
            .queueDepth: Double(preferences.queueDepth), .queueAge: preferences.queueAgeSeconds,
            .deadLetters: Double(preferences.deadLetters), .loss: preferences.lossPercent,
            .breaker: preferences.breaker ? 1 : 0, .staleSource: preferences.staleSourceSeconds,
        ]
        let notification: AlertNotification =
            switch preferences.notify {
            case .off: .off
            case .osc9: .osc9
            case .osc777: .osc777
            }
        self.init(
            levels: levels.filter { $0.value > 0 },
            lastingSeconds: [.queueDepth: preferences.queueDepthSeconds],
            clearPercent: preferences.clearPercent,
            ringsBell: preferences.bell, notification: notification)
    }
}
