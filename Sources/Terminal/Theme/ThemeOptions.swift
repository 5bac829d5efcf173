import LocatedTOML

/// What a user asks of whatever theme is in use.
public struct ThemeOptions: Sendable, Equatable {
    /// The least contrast of text, 1…21, or `nil` for the theme's own, which is 3 unless it says.
    public var minContrast: Double?
    /// The colours of gains and losses.
    public var pnlColours: PnLColours
    /// The kind of frame, or `nil` for the theme's own.
    public var border: BorderStyle?
    /// Colours that take the place of those of single roles, whatever the theme.
    private(set) var overrides: [Role: ColourReference] = [:]

    /// Creates options.
    ///
    /// - Parameters:
    ///   - minContrast: The least contrast of text, 1…21, or `nil` for the theme's own.
    ///   - pnlColours: The colours of gains and losses.
    ///   - border: The kind of frame, or `nil` for the theme's own.
    public init(
        minContrast: Double? = nil, pnlColours: PnLColours = .western, border: BorderStyle? = nil
    ) {
        self.minContrast = minContrast
        self.pnlColours = pnlColours
        self.border = border
    }

    /// Sets the colour of one role in every theme.
    ///
    /// - Parameters:
    ///   - role: The name of the role, for example `pnl.gain`.
    ///   - colour: The colour as theme files write it; a palette name means that of the theme.
    /// - Throws: ``ThemeError`` when there is no such role or the colour is none.
    public mutating func override(_ role: String, with colour: String) throws(ThemeError) {
        let place = TOMLLocation(file: "theme override of \(role)", line: 0, column: 0)
        guard let known = Role(rawValue: role) else {
            let nearest = NearestName.of(role, in: Role.allCases.map(\.rawValue))
            throw ThemeError(
                location: place, problem: .unknownRole(name: role, nearest: nearest))
        }
        guard let reference = ColourReference(colour) else {
            throw ThemeError(location: place, problem: .badColour(text: colour))
        }
        overrides[known] = reference
    }
}
