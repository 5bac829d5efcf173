/// The colours and attributes that a terminal is asked for.
public struct ResolvedStyle: Sendable, Hashable {
    /// The colour of the text.
    public let foreground: Colour
    /// The colour beneath.
    public let background: Colour
    /// The attributes.
    public let attributes: Attributes
}
