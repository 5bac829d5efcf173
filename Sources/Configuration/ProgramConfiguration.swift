import Foundation
import LocatedTOML
public import Trading

/// What the configuration file says; everything has a default.
public struct ProgramConfiguration: Equatable, Sendable {
    /// The desk's rules.
    public var rules = DeskRules()
    /// How the cockpit looks and answers.
    public var cockpit = CockpitPreferences()
    /// What is set for strategies, by name; one that is not here has the defaults.
    public var strategies: [String: StrategySettings] = [:]
    /// How the paper broker plays the venue.
    public var paper = PaperPreferences()
    /// Whether real orders may be sent.
    public var live = LivePreferences()

    /// Makes the defaults.
    public init() {}

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - isRequired: Whether it was asked for by name; a default file may be absent.
    /// - Returns: The configuration; the defaults where the file says nothing.
    /// - Throws: `ConfigurationError` for the first thing that is wrong, with its line and column.
    public static func load(
        path: String, isRequired: Bool
    ) throws(ConfigurationError) -> ProgramConfiguration {
        guard let text = try text(of: path, isRequired: isRequired) else {
            return ProgramConfiguration()
        }
        return try ProgramConfiguration(text, name: path)
    }

    /// Reads a file and goes on where something is wrong.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - isRequired: Whether it was asked for by name; a default file may be absent.
    /// - Returns: The configuration, with the default in each place where something is wrong, and all that is wrong;
    ///   of a text that is not TOML only where that breaks.
    public static func check(
        path: String, isRequired: Bool
    ) -> (configuration: ProgramConfiguration, problems: [ConfigurationError]) {
        let findings = ConfigurationFindings()
        var configuration = ProgramConfiguration()
        do throws(ConfigurationError) {
            if let text = try text(of: path, isRequired: isRequired) {
                configuration = try ProgramConfiguration(
                    text, name: path, manual: nil, findings: findings)
            }
        } catch {
            findings.add(error)
        }
        return (configuration, findings.errors)
    }

    /// The text of a file; `nil` when a default file is absent.
    private static func text(
        of path: String, isRequired: Bool
    ) throws(ConfigurationError) -> String? {
        if !isRequired, !FileManager.default.fileExists(atPath: path) { return nil }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw .unreadable(path: path, reason: "it is not UTF-8 text")
        }
        return text
    }

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: TOML.
    ///   - name: The file's name, for messages.
    /// - Throws: `ConfigurationError` for the first thing that is wrong.
    public init(_ text: String, name: String) throws(ConfigurationError) {
        try self.init(text, name: name, manual: nil)
    }

    init(
        _ text: String, name: String, manual: ConfigurationManual.Pages?,
        findings: ConfigurationFindings? = nil
    ) throws(ConfigurationError) {
        let document: TOMLDocument
        do throws(TOMLDocument.SyntaxError) {
            document = try TOMLDocument(text, name: name)
        } catch {
            throw .syntax(error)
        }
        var root = SectionReader(document, manual: manual, findings: findings)
        var modes = try root.section("modes")
        var desk = try root.section("desk")
        var limits = try root.section("limits")
        var signals = try root.section("signals")
        var strategies = try root.section("strategies")
        var paper = try root.section("paper")
        var live = try root.section("live")
        var cockpit = try root.section("cockpit")
        var alerts = try root.section("alerts")
        var keys = try root.section("keys")
        try root.finish()
        // Modes first: the desk's own may be one of them.
        try rules.read(modes: &modes)
        try rules.read(desk: &desk)
        try rules.limits.read(&limits)
        try rules.read(signals: &signals)
        try read(strategies: &strategies)
        try self.paper.read(&paper)
        try self.live.read(&live)
        try self.cockpit.read(&cockpit)
        try self.cockpit.alerts.read(&alerts)
        try self.cockpit.read(keys: &keys)
    }
}
