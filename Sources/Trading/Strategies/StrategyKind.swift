/// A strategy of the catalogue: what it is called, what can be set, and how it is made.
public struct StrategyKind: Sendable, Identifiable {
    /// The strategy's name, which its signals carry.
    public let name: String
    /// What it does, in a few words.
    public let summary: String
    /// The numbers that can be set.
    public let parameters: [StrategyParameter]

    private let build: @Sendable (StrategyParameters) throws(StrategyParameterError) -> any Strategy

    /// The strategy's name.
    public var id: String { name }

    /// Describes a strategy.
    ///
    /// - Parameters:
    ///   - name: The strategy's name.
    ///   - summary: What it does, in a few words.
    ///   - parameters: The numbers that can be set.
    ///   - build: Makes it; refuses numbers that are in their ranges but do not go together.
    public init(
        _ name: String, _ summary: String, parameters: [StrategyParameter],
        build:
            @escaping @Sendable (StrategyParameters) throws(StrategyParameterError) -> any Strategy
    ) {
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.build = build
    }

    /// Makes the strategy.
    ///
    /// - Parameter given: Numbers by name; what is not given has its standard value.
    /// - Returns: The strategy before its first bar.
    /// - Throws: `StrategyParameterError` for the first number that is not known, out of its range, or does not go
    ///   with the others.
    public func make(
        _ given: [String: Double] = [:]
    ) throws(StrategyParameterError) -> any Strategy {
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let parameter = parameters.first(where: { $0.name == name }) else {
                throw StrategyParameterError(
                    name, expected: "one of \(parameters.map(\.name).joined(separator: ", "))")
            }
            guard parameter.range.contains(value),
                !parameter.isWhole || value == value.rounded()
            else {
                throw StrategyParameterError(name, expected: parameter.expectation)
            }
        }
        return try build(StrategyParameters(given, of: parameters))
    }
}

extension StrategyParameter {
    /// What a value must be, such as `a whole number from 2 to 500`.
    public var expectation: String {
        func text(_ value: Double) -> String {
            value == value.rounded() ? String(Int(value)) : String(value)
        }
        return "a \(isWhole ? "whole " : "")number from \(text(range.lowerBound)) to "
            + text(range.upperBound)
    }
}
