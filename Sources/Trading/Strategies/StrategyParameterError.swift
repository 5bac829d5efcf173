/// Why a strategy cannot be made with some numbers.
public struct StrategyParameterError: Error, Hashable, Sendable {
    /// The number that is wrong.
    public let name: String
    /// What was expected of it.
    public let expected: String

    /// Says what is wrong.
    ///
    /// - Parameters:
    ///   - name: The number that is wrong.
    ///   - expected: What was expected of it, such as `a number from 1 to 9`.
    public init(_ name: String, expected: String) {
        self.name = name
        self.expected = expected
    }
}
