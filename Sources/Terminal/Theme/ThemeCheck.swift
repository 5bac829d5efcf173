import Foundation

/// How readable a theme is, and how well its gains and losses can be told apart.
public struct ThemeCheck: Sendable {
    /// The contrast of one role on one surface.
    public struct Reading: Sendable {
        /// The role of the text.
        public let role: Role
        /// The role beneath.
        public let surface: Role
        /// The contrast of the colours as the theme gives them.
        public let published: Double
        /// The contrast as it is shown.
        public let shown: Double
    }

    /// The theme that was checked.
    public let theme: Theme
    /// The text roles whose colours are known, on the surfaces text lies on.
    public let readings: [Reading]
    /// How different gains and losses look (ΔE of CIE 1976), or `nil` for the terminal's colours.
    public let pnlDistance: Double?
    /// The same for somebody without green receptors.
    public let pnlDistanceDeuteranopic: Double?

    /// Checks a theme.
    ///
    /// - Parameter theme: The theme.
    public init(_ theme: Theme) {
        self.theme = theme
        let published = theme.withoutNudging
        let surfaces: [Role] = [.uiBackground, .uiSelection, .uiSelectionInactive, .uiModal]
        var readings: [Reading] = []
        for surface in surfaces {
            for role in Role.allCases
            where role.isText && !surfaces.contains(role) && !Role.undrawn.contains(role) {
                let style = Style(role, background: surface == .uiBackground ? nil : surface)
                guard let before = published.resolve(style).contrast,
                    let after = theme.resolve(style).contrast
                else { continue }
                readings.append(
                    Reading(role: role, surface: surface, published: before, shown: after))
            }
        }
        self.readings = readings

        let gain = theme.resolve(Style(.pnlGain)).foreground.rgb
        let loss = theme.resolve(Style(.pnlLoss)).foreground.rgb
        guard let gain, let loss else {
            (pnlDistance, pnlDistanceDeuteranopic) = (nil, nil)
            return
        }
        pnlDistance = Contrast.distance(gain, loss)
        pnlDistanceDeuteranopic = Contrast.distance(
            Contrast.deuteranopic(gain), Contrast.deuteranopic(loss))
    }

    /// The least ΔE at which two colours of small text can be told apart without looking twice.
    public static let clearDistance = 20.0

    /// What is not readable.
    public var failures: [Reading] {
        // Colours are whole numbers, so the contrast wanted may be missed by a hair.
        readings.filter { $0.shown < theme.minContrast - 0.005 }
    }

    /// What only the second cue, a sign or an arrow, tells apart.
    public var warnings: [String] {
        var warnings: [String] = []
        let clear = Self.clearDistance
        if let pnlDistance, pnlDistance < clear {
            warnings.append("gain and loss look alike; their sign and arrow still tell them apart")
        }
        if let pnlDistanceDeuteranopic, pnlDistanceDeuteranopic < clear {
            warnings.append(
                "gain and loss look alike without green receptors; "
                    + "their sign and arrow tell them apart, or pnl_colours = \"cvd\"")
        }
        let modes = Set(Role.modes.map { theme.resolve(Style($0)) })
        if modes.count < Role.modes.count {
            warnings.append("two modes look the same; their words still tell them apart")
        }
        let pale: [Role] = [.uiBackground, .uiModal, .uiSelectionInactive].filter {
            selectionDistance(from: $0).map { $0 < Self.visibleDistance } ?? false
        }
        if !pale.isEmpty {
            warnings.append(
                "the selection can hardly be seen on \(pale.map(\.rawValue).joined(separator: ", ")); "
                    + "its mark still tells it")
        }
        let blue = Role.allCases.filter { $0.isText && isDarkBlue($0) }
        if !blue.isEmpty {
            warnings.append(
                "ansi:4, blue, can hardly be read on most dark terminals: "
                    + blue.map(\.rawValue).joined(separator: ", "))
        }
        return warnings
    }

    /// The least ΔE at which a surface is seen on another one.
    static let visibleDistance = 4.0

    /// How different the selection looks from another surface, or `nil` where a colour is the terminal's own, or the
    /// selection is made by attributes.
    func selectionDistance(from surface: Role) -> Double? {
        let selection = theme.resolve(Style(.uiForeground, background: .uiSelection))
        let other = theme.resolve(Style(.uiForeground, background: surface))
        guard selection.attributes == other.attributes, let one = selection.background.rgb,
            let two = other.background.rgb
        else { return nil }
        return Contrast.distance(one, two)
    }

    /// Whether a role is written in the user's own blue, on a dark theme's background that only the terminal knows.
    private func isDarkBlue(_ role: Role) -> Bool {
        let style = theme.resolve(Style(role))
        return theme.variant == .dark && style.foreground == .indexed(4)
            && style.background.rgb == nil
    }

    /// Whether all text is readable.
    public var passes: Bool { failures.isEmpty }

    /// The findings as lines to print.
    public var report: [String] {
        func text(_ value: Double?) -> String {
            value.map { String(format: "%.1f", $0) } ?? "the terminal's own"
        }
        let nudged = readings.filter {
            $0.surface == .uiBackground && $0.published < theme.minContrast
        }
        let least = readings.min { $0.shown < $1.shown }
        var lines = [
            "\(theme.name) (\(theme.variant)) \(passes ? "passes" : "FAILS")",
            "  least contrast    \(text(least?.shown)) (wanted \(text(theme.minContrast)))",
            "  gain from loss    ΔE \(text(pnlDistance)), "
                + "without green receptors \(text(pnlDistanceDeuteranopic))",
        ]
        if !nudged.isEmpty {
            let list = nudged.map { "\($0.role.rawValue) \(text($0.published))" }
            lines.append("  made readable     \(list.joined(separator: ", "))")
        }
        lines += failures.map {
            "  too faint         \($0.role.rawValue) on \($0.surface.rawValue): \(text($0.shown))"
        }
        lines += warnings.map { "  note              \($0)" }
        return lines
    }
}

extension ResolvedStyle {
    /// The contrast of the colours, where both are known.
    fileprivate var contrast: Double? {
        guard let foreground = foreground.rgb, let background = background.rgb else { return nil }
        return Contrast.ratio(foreground, on: background)
    }
}
