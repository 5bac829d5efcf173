/// The ways to set text off without colour.
///
/// Every terminal shows at least `reverse`.
public struct Attributes: OptionSet, Sendable, Hashable {
    /// The attribute bits.
    public let rawValue: UInt8

    /// Creates a set from its bits.
    ///
    /// - Parameter rawValue: The attribute bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Heavier text.
    public static let bold = Attributes(rawValue: 1 << 0)
    /// Fainter text.
    public static let dim = Attributes(rawValue: 1 << 1)
    /// Foreground and background exchanged.
    public static let reverse = Attributes(rawValue: 1 << 2)
    /// A line below the text.
    public static let underline = Attributes(rawValue: 1 << 3)

    /// The attributes by the names theme files use.
    static let named: [(name: String, attribute: Attributes)] = [
        ("bold", .bold), ("dim", .dim), ("reverse", .reverse), ("underline", .underline),
    ]
}
