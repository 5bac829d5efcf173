/// One failed try at handling an event.
public struct Attempt: Sendable {
    /// How a try can fail.
    public enum Kind: String, Hashable, Sendable {
        /// The handler threw.
        case error
        /// The handler took too long.
        case timeout
        /// The filter threw.
        case filter
        /// The process died while the handler ran.
        case crash
    }

    /// How it failed.
    public let kind: Kind
    /// Its number, from 1.
    ///
    /// It is given before the handler runs.
    public let number: Int
    /// When it failed: wall clock, nanoseconds since 1970.
    public let atNanoseconds: Int64
    /// What was thrown, or a `HandlerTimeout` or `ProcessCrash`.
    public let error: any Error

    /// The error in words.
    ///
    /// Made on demand: describing an error is slow.
    public var text: String { String(describing: error) }
}
