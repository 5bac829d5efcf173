import Foundation
import LocatedTOML
public import Trading

/// What the configuration file says; everything has a default.
public struct ProgramConfiguration: Equatable, Sendable {
    /// The desk's rules.
    public var rules = DeskRules()
    /// How the cockpit looks and answers.
    public var cockpit = CockpitPreferences()
    /// How the paper broker plays the venue.
    public var paper = PaperPreferences()

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
        let document: TOMLDocument
        do throws(TOMLDocument.SyntaxError) {
            document = try TOMLDocument(text, name: name)
        } catch {
            throw .syntax(error)
        }
        var root = SectionReader(document)
        var modes = try root.section("modes")
        var desk = try root.section("desk")
        var limits = try root.section("limits")
        var signals = try root.section("signals")
        var paper = try root.section("paper")
        var cockpit = try root.section("cockpit")
        var keys = try root.section("keys")
        try root.finish()
        try rules.read(modes: &modes)
        try rules.read(desk: &desk)
        try rules.limits.read(&limits)
        try rules.read(signals: &signals)
        try self.paper.read(&paper)
        try self.cockpit.read(&cockpit)
        for key in keys.keys { self.cockpit.keys[key] = try keys.string(key) }
    }
}

extension DeskRules {
    fileprivate mutating func read(desk: inout SectionReader) throws(ConfigurationError) {
        if let rupees = try desk.integer("capital_rupees", in: 1...1_000_000_000_000) {
            capital = Money(rupees: Int64(rupees))
        }
        if let name = try desk.string("mode") {
            guard let known = modes.first(where: { $0.name.text == name }) else {
                throw desk.bad(
                    "mode", expected: "one of \(modes.map(\.name.text).joined(separator: ", "))",
                    .string(name))
            }
            mode = known
        }
        exitsOnThesis = try desk.boolean("exits_on_thesis") ?? exitsOnThesis
        if let path = try desk.string("calendar") {
            do {
                calendar = try SessionCalendar(
                    text: String(contentsOf: URL(filePath: path), encoding: .utf8))
            } catch {
                throw desk.bad(
                    "calendar", expected: "a readable calendar file (\(error))", .string(path))
            }
        }
        try desk.finish()
    }

    fileprivate mutating func read(signals: inout SectionReader) throws(ConfigurationError) {
        limits.signalLifeSeconds =
            try signals.number("life_seconds", in: 1...86_400) ?? limits.signalLifeSeconds
        var lives = try signals.section("life")
        for strategy in lives.keys {
            signalLifeSeconds[strategy] = try lives.number(strategy, in: 1...86_400)
        }
        try signals.finish()
    }

    /// A mode of the user's own begins as a copy of another one.
    fileprivate mutating func read(modes section: inout SectionReader) throws(ConfigurationError) {
        for name in section.keys {
            var table = try section.section(name)
            let base = try table.string("inherits") ?? name
            guard var mode = modes.first(where: { $0.name.text == base }) else {
                throw table.bad(
                    "inherits",
                    expected: "one of \(modes.map(\.name.text).joined(separator: ", "))",
                    .string(base))
            }
            mode.name = RiskModeName(name)
            try mode.read(&table)
            modes.removeAll { $0.name == mode.name }
            modes.append(mode)
            if self.mode.name == mode.name { self.mode = mode }
        }
    }
}

extension RiskMode {
    fileprivate mutating func read(_ table: inout SectionReader) throws(ConfigurationError) {
        let percent = 0.0...1000.0
        if let preference = try table.word("strike", StrikePreference.self) {
            offset.preference = preference
            dynamicOffsets = []
        }
        if let value = try table.number("offset_percent", in: 0...20) {
            offset.percent = value
            dynamicOffsets = []
        }
        minimumDelta = try table.number("min_delta", in: 0...1) ?? minimumDelta
        stopPercent = try table.number("stop_percent", in: 1...95) ?? stopPercent
        targetPercent = try table.number("target_percent", in: percent) ?? targetPercent
        secondTargetPercent =
            try table.number("second_target_percent", in: percent) ?? secondTargetPercent
        riskPerTradePercent =
            try table.number("risk_percent", in: 0.01...100) ?? riskPerTradePercent
        maximumThetaPercent =
            try table.number("max_theta_percent", in: percent) ?? maximumThetaPercent
        minimumMovePercent = try table.number("min_move_percent", in: 0...100) ?? minimumMovePercent
        minimumStrength = try table.number("min_strength", in: 0...1) ?? minimumStrength
        maximumHoldHours = try table.number("max_hold_hours", in: 0.01...10_000) ?? maximumHoldHours
        holdsOvernight = try table.boolean("overnight") ?? holdsOvernight
        if let at = try table.number("partial_at_percent", in: percent) {
            partialBooking = PartialBooking(
                atPercent: at, sizePercent: partialBooking?.sizePercent ?? 50)
        }
        if let size = try table.number("partial_size_percent", in: 1...99) {
            partialBooking?.sizePercent = size
        }
        if let after = try table.number("trail_after_percent", in: percent) {
            trailing = TrailingRule(
                afterPercent: after, giveBackPercent: trailing?.giveBackPercent ?? 50)
        }
        if let back = try table.number("trail_give_back_percent", in: 1...100) {
            trailing?.giveBackPercent = back
        }
        try table.finish()
    }
}

extension DeskLimits {
    fileprivate mutating func read(_ table: inout SectionReader) throws(ConfigurationError) {
        maximumPositions = try table.integer("positions", in: 1...10_000) ?? maximumPositions
        maximumLots = try table.integer("lots", in: 1...10_000) ?? maximumLots
        capitalAtRiskPercent =
            try table.number("capital_at_risk_percent", in: 0.01...100) ?? capitalAtRiskPercent
        dailyLossPercent =
            try table.number("daily_loss_percent", in: 0.01...100) ?? dailyLossPercent
        lossStreak = try table.integer("loss_streak", in: 1...1000) ?? lossStreak
        if let rupees = try table.number("min_premium", in: 0.05...100_000) {
            minimumPremium = Price(rupees: rupees) ?? minimumPremium
        }
        if let rupees = try table.number("max_premium", in: 0.05...100_000) {
            maximumPremium = Price(rupees: rupees) ?? maximumPremium
        }
        minimumDaysToExpiry =
            try table.integer("min_days_to_expiry", in: 0...365) ?? minimumDaysToExpiry
        maximumDaysToExpiry =
            try table.integer("max_days_to_expiry", in: 0...365) ?? maximumDaysToExpiry
        maximumSpreadPercent =
            try table.number("max_spread_percent", in: 0...100) ?? maximumSpreadPercent
        staleQuoteSeconds =
            try table.number("stale_quote_seconds", in: 0.1...3600) ?? staleQuoteSeconds
        guard minimumPremium <= maximumPremium, minimumDaysToExpiry <= maximumDaysToExpiry else {
            throw table.bad(
                minimumPremium > maximumPremium ? "max_premium" : "max_days_to_expiry",
                expected: "at least its minimum", .other("less"))
        }
        try table.finish()
    }
}

extension PaperPreferences {
    fileprivate mutating func read(_ table: inout SectionReader) throws(ConfigurationError) {
        slippageTicks = try table.integer("slippage_ticks", in: 0...1000) ?? slippageTicks
        latencySeconds = try table.number("latency_seconds", in: 0...3600) ?? latencySeconds
        rejectRate = try table.number("reject_rate", in: 0...1) ?? rejectRate
        timeoutRate = try table.number("timeout_rate", in: 0...1) ?? timeoutRate
        duplicateFillRate = try table.number("duplicate_fill_rate", in: 0...1) ?? duplicateFillRate
        lateFillRate = try table.number("late_fill_rate", in: 0...1) ?? lateFillRate
        disconnectRate = try table.number("disconnect_rate", in: 0...1) ?? disconnectRate
        try table.finish()
    }
}

extension CockpitPreferences {
    fileprivate mutating func read(_ table: inout SectionReader) throws(ConfigurationError) {
        theme = try table.string("theme") ?? theme
        usesASCII = try table.boolean("ascii") ?? usesASCII
        usesMouse = try table.boolean("mouse") ?? usesMouse
        minimumContrast = try table.number("min_contrast", in: 1...21) ?? minimumContrast
        profitColours = try table.string("pnl_colours") ?? profitColours
        try table.finish()
    }
}
