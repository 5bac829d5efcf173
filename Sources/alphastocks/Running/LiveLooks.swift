import Cockpit
import Configuration
import Terminal
import Trading

/// The looks of a running cockpit, kept up with the configuration file.
@MainActor
final class LiveLooks {
    private(set) var looks: Looks
    private var file: ConfigurationFile
    private var configuration: ProgramConfiguration

    /// - Parameters:
    ///   - looks: What the cockpit began with.
    ///   - file: The file, as it was before it was read.
    ///   - configuration: What it said.
    init(_ looks: Looks, file: ConfigurationFile, configuration: ProgramConfiguration) {
        self.looks = looks
        self.file = file
        self.configuration = configuration
    }

    /// Reads the file again when it has changed.
    func reread() -> CockpitHost.Reread? {
        guard file.hasChanged() else { return nil }
        do {
            let fresh = try file.read()
            guard fresh != configuration else { return nil }
            let changed = try Looks(catalog: looks.catalog, preferences: fresh.cockpit, asked: nil)
            let later = Self.later(from: configuration, to: fresh)
            let hasNewTheme = fresh.cockpit.theme?.value != configuration.cockpit.theme?.value
            (looks, configuration) = (changed, fresh)
            return .changed(
                keys: changed.keys, alerts: changed.alerts,
                theme: hasNewTheme ? fresh.cockpit.theme?.value : nil, later: later)
        } catch {
            return .refused(sentence(for: error))
        }
    }

    /// What has changed and cannot be taken while the desk runs: rules are not changed under open positions.
    private static func later(
        from old: ProgramConfiguration, to new: ProgramConfiguration
    ) -> [String] {
        var later: [String] = []
        if old.rules.modes != new.rules.modes { later.append("[modes]") }
        if old.rules.limits != new.rules.limits { later.append("[limits]") }
        if old.strategies != new.strategies { later.append("[strategies]") }
        if old.paper != new.paper { later.append("[paper]") }
        if old.live != new.live { later.append("[live]") }
        if old.cockpit.usesASCII != new.cockpit.usesASCII { later.append("ascii") }
        if old.cockpit.usesMouse != new.cockpit.usesMouse { later.append("mouse") }
        // Whatever else there is stands beside the limits and modes in the rules.
        if old.rules != new.rules, later.isEmpty { later.append("the desk's rules") }
        return later
    }
}
