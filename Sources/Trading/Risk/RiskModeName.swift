/// The name of a risk mode; four are built in, and users may define their own.
public struct RiskModeName: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The name in capitals, such as `BALANCED`.
    public var text: String

    /// Makes a name.
    ///
    /// - Parameter text: The name in capitals.
    public init(_ text: String) {
        self.text = text
    }

    /// The name in capitals.
    public var description: String { text }

    /// Deep in the money, small risk, no overnight.
    public static let ultraSafe = RiskModeName("ULTRA_SAFE")
    /// At the money, moderate risk.
    public static let conservative = RiskModeName("CONSERVATIVE")
    /// Slightly out of the money; the default.
    public static let balanced = RiskModeName("BALANCED")
    /// Out of the money, large targets, may stay overnight.
    public static let aggressive = RiskModeName("AGGRESSIVE")
}
