/// What a cockpit shows the way its user left it.
public struct ViewMemory: Hashable, Sendable {
    /// The name of the theme that the user has chosen; `nil` while it is the one that the cockpit began with.
    public var theme: String?
    /// The layout's name; one that is not known counts as the first.
    public var layout: String

    /// Makes a memory.
    ///
    /// - Parameters:
    ///   - theme: The name of the theme that the user has chosen, or `nil`.
    ///   - layout: The layout's name.
    public init(theme: String?, layout: String) {
        self.theme = theme
        self.layout = layout
    }
}
