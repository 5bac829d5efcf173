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
        if !isRequired, !FileManager.default.fileExists(atPath: path) {
            return ProgramConfiguration()
        }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw .unreadable(path: path, reason: "it is not UTF-8 text")
        }
        return try ProgramConfiguration(text, name: path)
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
        _ text: String, name: String, manual: ConfigurationManual.Pages?
    ) throws(ConfigurationError) {
        let document: TOMLDocument
        do throws(TOMLDocument.SyntaxError) {
            document = try TOMLDocument(text, name: name)
        } catch {
            throw .syntax(error)
        }
        var root = SectionReader(document, manual: manual)
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
