/// What a theme file says, before palette names are looked up.
///
/// Definitions lie in layers: a file's entries take the place of those it inherits, one by one.
struct ThemeDefinition: Sendable, Equatable {
    var name: String
    var variant: ThemeVariant
    var author = ""
    var border: BorderStyle?
    var minContrast: Double?
    var palette: [String: ColourReference] = [:]
    var roles: [Role: RoleDefinition] = [:]
    var ramps: [GraphRamp: [ColourReference]] = [:]
    var tiers: [Tier: [Role: RoleDefinition]] = [:]

    /// The terminals that have role entries of their own.
    enum Tier: String, CaseIterable {
        case ansi16
        case mono
    }

    /// Returns the definition with its gaps filled from the one it inherits.
    func merged(over base: ThemeDefinition) -> ThemeDefinition {
        var result = self
        result.border = border ?? base.border
        result.minContrast = minContrast ?? base.minContrast
        result.palette = base.palette.merging(palette) { _, own in own }
        result.roles = base.roles.merging(roles) { _, own in own }
        result.ramps = base.ramps.merging(ramps) { _, own in own }
        result.tiers = base.tiers.merging(tiers) { inherited, own in
            inherited.merging(own) { _, own in own }
        }
        return result
    }

    /// Returns the colour behind a reference, or `nil` when a name is unknown or names itself.
    func colour(_ reference: ColourReference) -> Colour? {
        var reference = reference
        // A chain of names longer than the palette must go round in a circle.
        for _ in 0...palette.count {
            switch reference {
            case .colour(let colour): return colour
            case .name(let name):
                guard let next = palette[name] else { return nil }
                reference = next
            }
        }
        return nil
    }
}
