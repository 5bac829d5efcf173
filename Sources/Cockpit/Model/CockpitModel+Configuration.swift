import Terminal
import Trading

extension CockpitModel {
    /// Takes a configuration that has changed while the cockpit runs.
    ///
    /// - Parameters:
    ///   - reread: What came of it.
    ///   - now: The wall clock.
    /// - Returns: What the world is asked for, such as another theme.
    mutating func reconfigure(_ reread: CockpitHost.Reread, now: Timestamp) -> [Effect] {
        self.now = now
        switch reread {
        case .refused(let reason):
            say("configuration not taken: \(reason)", .stateWarn, seconds: 20)
            return []
        case .changed(let keys, let alerts, let theme, let later):
            self.keys = KeyMap(overrides: keys)
            alertBook.rules = alerts
            let rest =
                later.isEmpty ? "" : "; \(later.joined(separator: ", ")) count from the next start"
            say("the changed configuration is in force\(rest)", seconds: 12)
            guard let theme, theme != themeName else { return [] }
            themeName = theme
            givenTheme = theme
            return [.theme(theme)]
        }
    }
}
