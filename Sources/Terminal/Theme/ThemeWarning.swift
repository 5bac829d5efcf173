public import LocatedTOML

/// Something in a theme file that has no effect.
public struct ThemeWarning: Sendable, Equatable, CustomStringConvertible {
    /// Where it is.
    public let location: TOMLLocation
    /// The key nobody reads.
    public let key: String

    /// Where, and what has no effect.
    public var description: String { "\(location): \"\(key)\" is unknown and has no effect" }
}
