import Terminal

/// The theme, and what of it is remembered.
extension CockpitModel {
    /// Learns that a chosen theme could not be had.
    ///
    /// - Parameters:
    ///   - name: The theme that was asked for.
    ///   - current: The theme that is still in use.
    public mutating func didRefuse(theme name: String, keeping current: String) {
        themeName = current
        // Nobody chose it: the one that is kept is not to be remembered as a choice either.
        if name == givenTheme { givenTheme = current }
        say("theme \(name) cannot be read: check its file", .stateWarn)
    }

    /// Learns of a theme that suits the terminal better than the one it began with.
    ///
    /// - Parameter theme: The theme's name.
    /// - Returns: Whether it is to be used; what the user has chosen since stays.
    mutating func suggest(theme: String) -> Bool {
        guard memory.theme == nil, themeBeforePreview == nil, theme != themeName else {
            return false
        }
        givenTheme = theme
        themeName = theme
        return true
    }

    /// What the user has chosen and the next cockpit begins with.
    public var memory: ViewMemory {
        let theme = themeBeforePreview ?? themeName
        return ViewMemory(theme: theme == givenTheme ? nil : theme, layout: preset.rawValue)
    }
}
