/// How a cell looks, told by what it means: roles and attributes, never colours.
public struct Style: Sendable, Hashable {
    /// The role whose foreground, and whose own background if it has one, the text takes.
    public var role: Role
    /// The role whose background lies beneath instead of the role's own, for example a selection.
    public var background: Role?
    /// Attributes beside those the theme gives the role.
    public var attributes: Attributes
    /// A step of a colour scale that takes the place of the role's foreground.
    public var ramp: RampStep?

    /// Plain text on the screen's background.
    public static let plain = Style(.uiForeground)

    /// Creates a style.
    ///
    /// - Parameters:
    ///   - role: The role of the text.
    ///   - background: The role whose background lies beneath, or `nil` for the role's own.
    ///   - attributes: Attributes beside those the theme gives the role.
    public init(_ role: Role, background: Role? = nil, attributes: Attributes = []) {
        self.role = role
        self.background = background
        self.attributes = attributes
    }

    /// Returns the style on another background.
    ///
    /// - Parameter role: The role whose background lies beneath.
    /// - Returns: The changed style.
    public func on(_ role: Role?) -> Style {
        var style = self
        style.background = role
        return style
    }

    /// Returns the style with more attributes.
    ///
    /// - Parameter attributes: The attributes to add.
    /// - Returns: The changed style.
    public func with(_ attributes: Attributes) -> Style {
        var style = self
        style.attributes.formUnion(attributes)
        return style
    }
}
