public import LocatedTOML

/// A value of the file together with its place, for those who know better than the reader what it may be.
public struct Placed<Value: Equatable & Sendable>: Equatable, Sendable {
    /// The value.
    public let value: Value
    /// Where it stands.
    public let place: TOMLLocation

    /// Puts a value in its place.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - place: Where it stands.
    public init(_ value: Value, at place: TOMLLocation) {
        self.value = value
        self.place = place
    }

    /// Returns the error for a name that is not among those there are.
    ///
    /// - Parameters:
    ///   - kind: What the name stands for, such as `action`.
    ///   - name: The name.
    ///   - known: The names there are.
    /// - Returns: The error, with the place and the nearest known name.
    public func unknown(
        _ kind: String, _ name: String, among known: [String]
    ) -> ConfigurationError {
        .unknownName(
            place, kind: kind, name: name, nearest: NearestName.of(name, in: known), known: known)
    }

    /// Returns the error for a value that cannot be used.
    ///
    /// - Parameter reason: What is wrong, and what would be right.
    /// - Returns: The error, with the place.
    public func unusable(_ reason: String) -> ConfigurationError {
        .unusable(place, reason: reason)
    }
}
