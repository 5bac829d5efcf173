/// An invocation took too long.
public struct HandlerTimeout: Error, Hashable, CustomStringConvertible {
    /// How long it was allowed to take, in nanoseconds.
    public let limitNanoseconds: Int64

    /// The limit in words.
    public var description: String { "took longer than \(limitNanoseconds / 1_000_000) ms" }
}
