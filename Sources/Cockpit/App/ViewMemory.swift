/// What a cockpit shows the way its user left it.
public struct ViewMemory: Hashable, Sendable {
    /// The theme's name.
    public var theme: String
    /// The layout's name; one that is not known counts as the first.
    public var layout: String

    /// Makes a memory.
    ///
    /// - Parameters:
    ///   - theme: The theme's name.
    ///   - layout: The layout's name.
    public init(theme: String, layout: String) {
        self.theme = theme
        self.layout = layout
    }
}
