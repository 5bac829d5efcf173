/// The colours of every role, for terminals of one colour depth.
public struct Theme: Sendable, Equatable {
    /// The name people choose it by.
    public var name: String { definition.name }
    /// Whether it is made for a dark or a light background.
    public var variant: ThemeVariant { definition.variant }
    /// Who published its palette.
    public var author: String { definition.author }
    /// The kind of frame it asks for.
    public var border: BorderStyle { options.border ?? definition.border ?? .rounded }
    /// The least contrast its text is brought to.
    public var minContrast: Double {
        min(21, max(1, options.minContrast ?? definition.minContrast ?? 3))
    }
    /// The colour depth its colours are for.
    public let depth: ColourDepth

    let definition: ThemeDefinition
    private let options: ThemeOptions
    private let paints: [Role: Paint]
    private let ramps: [GraphRamp: [Colour]]

    private struct Paint: Equatable {
        var foreground: Colour?
        var background: Colour?
        var attributes: Attributes = []
    }

    init(
        _ definition: ThemeDefinition, options: ThemeOptions = ThemeOptions(),
        depth: ColourDepth = .trueColour
    ) {
        self.definition = definition
        self.options = options
        self.depth = depth

        // 16 colours are the user's own. The nearest of them to a soft palette would all be greys,
        // so the names are kept instead: what the theme calls red is the terminal's red.
        let hasFewColours = depth <= .ansi16
        let source = hasFewColours ? ThemeDefinition.ownColours(definition.variant) : definition
        func colour(_ reference: ColourReference) -> Colour? {
            source.colour(reference) ?? definition.colour(reference)
        }
        var roles = source.roles
        if hasFewColours { roles.merge(definition.tiers[.ansi16] ?? [:]) { _, own in own } }
        if depth == .mono { roles.merge(definition.tiers[.mono] ?? [:]) { _, own in own } }
        var paints = roles.mapValues { role in
            Paint(
                foreground: role.foreground.flatMap(colour),
                background: role.background.flatMap(colour), attributes: role.attributes)
        }
        var ramps = source.ramps.mapValues { $0.compactMap(colour) }
        switch options.pnlColours {
        case .western: break
        case .eastAsia:
            (paints[.pnlGain], paints[.pnlLoss]) = (paints[.pnlLoss], paints[.pnlGain])
            (ramps[.pnlUp], ramps[.pnlDown]) = (ramps[.pnlDown], ramps[.pnlUp])
        case .colourBlind:
            let (gain, loss) = Self.colourBlindPair(source)
            paints[.pnlGain, default: Paint()].foreground = gain
            paints[.pnlLoss, default: Paint()].foreground = loss
            ramps[.pnlUp] = [gain]
            ramps[.pnlDown] = [loss]
        }
        for (role, reference) in options.overrides {
            guard let colour = colour(reference) else { continue }
            if role.isSurface {
                paints[role, default: Paint()].background = colour
            } else {
                paints[role, default: Paint()].foreground = colour
            }
        }
        self.paints = paints
        self.ramps = ramps
    }

    /// Returns the theme for a terminal of another colour depth.
    ///
    /// - Parameter depth: The colours the terminal shows.
    /// - Returns: The theme with the entries and the nearest colours for that depth.
    public func adapted(to depth: ColourDepth) -> Theme {
        depth == self.depth ? self : Theme(definition, options: options, depth: depth)
    }

    /// Returns the theme as a user wants it.
    ///
    /// - Parameter options: What the user asks for.
    /// - Returns: The changed theme.
    public func with(_ options: ThemeOptions) -> Theme {
        Theme(definition, options: options, depth: depth)
    }

    /// The theme with the colours of its text as they are given.
    var withoutNudging: Theme {
        var options = options
        options.minContrast = 1
        return with(options)
    }

    /// Returns the colours and attributes of a style.
    ///
    /// Text that would be hard to read on its background, wherever it is drawn, is made lighter or
    /// darker until it has ``minContrast``.
    ///
    /// - Parameter style: The style.
    /// - Returns: What to ask the terminal for.
    public func resolve(_ style: Style) -> ResolvedStyle {
        let paint = paints[style.role] ?? Paint()
        let surface = style.background.flatMap { paints[$0] }
        var attributes = paint.attributes.union(style.attributes)
        // Without colours a selection is an attribute, and must reach the text upon it.
        if let surface { attributes.formUnion(surface.attributes) }
        // Reversed, dim text would become a block of another grey in the middle of a selected row.
        let isReversed = surface?.attributes.contains(.reverse) ?? false
        if isReversed { attributes.remove(.dim) }
        guard depth > .mono else {
            return ResolvedStyle(
                foreground: .terminalDefault, background: .terminalDefault, attributes: attributes)
        }
        let screen = paints[.uiBackground]?.background ?? .terminalDefault
        let background = fitted(surface?.background ?? paint.background ?? screen)
        // Reversed, coloured text would become coloured blocks: on such a surface it is plain.
        let own = isReversed ? surface?.foreground : style.ramp.flatMap(colour) ?? paint.foreground
        let wanted = own ?? paints[.uiForeground]?.foreground ?? .terminalDefault
        let isText = style.role.isText
        return ResolvedStyle(
            foreground: isText ? readable(wanted, on: background) : fitted(wanted),
            background: background, attributes: attributes)
    }

    // MARK: - Colours

    private func colour(_ step: RampStep) -> Colour? {
        guard let stops = ramps[step.ramp], let first = stops.first else { return nil }
        let position = step.fraction * Double(stops.count - 1)
        let index = min(Int(position), stops.count - 1)
        let next = min(index + 1, stops.count - 1)
        guard let from = stops[index].rgb, let to = stops[next].rgb else {
            // Colours only the terminal knows cannot be mixed: take the nearest stop.
            return stops.count == 1 ? first : stops[min(Int(position.rounded()), stops.count - 1)]
        }
        return .rgb(from.mixed(with: to, position - Double(index)))
    }

    private func readable(_ colour: Colour, on background: Colour) -> Colour {
        guard let beneath = background.rgb, let text = colour.rgb else { return fitted(colour) }
        let nudged = Contrast.nudged(text, on: beneath, minimum: minContrast)
        // Rounding to a small palette must not undo what nudging did.
        return fitted(nudged == text ? colour : .rgb(nudged)) {
            Contrast.ratio($0, on: beneath) >= minContrast
        }
    }

    private func fitted(_ colour: Colour, where isAllowed: (RGB) -> Bool = { _ in true }) -> Colour
    {
        guard let rgb = colour.rgb else { return colour }
        switch depth {
        case .trueColour: return .rgb(rgb)
        case .indexed256:
            if case .indexed = colour, isAllowed(rgb) { return colour }
            // The first 16 are the user's and may look like anything.
            return .indexed(Palette256.nearest(to: rgb, in: 16..<256, where: isAllowed))
        case .ansi16:
            return .indexed(Palette256.nearest(to: rgb, in: 0..<16, where: isAllowed))
        case .mono: return .terminalDefault
        }
    }

    private static func colourBlindPair(_ definition: ThemeDefinition) -> (Colour, Colour) {
        let screen = definition.roles[.uiBackground]?.background.flatMap(definition.colour)
        guard screen?.rgb != nil else {
            guard definition.variant == .light,
                let blue = definition.colour(.name("blue")),
                let red = definition.colour(.name("red"))
            else { return (.indexed(6), .indexed(3)) }
            // Cyan and yellow are too bright there.
            return (blue, red)
        }
        // Blue and orange of Okabe and Ito (2008), in the tones that suit the background.
        return definition.variant == .dark
            ? (.rgb(RGB(0x56B4E9)), .rgb(RGB(0xE69F00)))
            : (.rgb(RGB(0x0072B2)), .rgb(RGB(0xD55E00)))
    }
}
