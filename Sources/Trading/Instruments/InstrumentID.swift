/// The exchange's token of an instrument, unique on one day.
public struct InstrumentID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The token.
    public var token: UInt32

    /// Makes an id from a token.
    ///
    /// - Parameter token: The exchange's instrument token.
    public init(_ token: UInt32) {
        self.token = token
    }

    /// The token in decimal.
    public var description: String { String(token) }

    /// Orders the two by their value.
    public static func < (lhs: InstrumentID, rhs: InstrumentID) -> Bool { lhs.token < rhs.token }
}
