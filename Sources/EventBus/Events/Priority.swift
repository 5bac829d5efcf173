/// How urgent an event is.
///
/// A critical event goes before every other one in a lane; where keys are kept in order, those of its key that it has
/// to follow go with it. The other three share a lane's workers by weight, so that none waits for ever.
public enum Priority: UInt8, CaseIterable, Comparable, Sendable {
    /// Work that may wait.
    case low
    /// The usual.
    case normal
    /// Ahead of most.
    case high
    /// Ahead of everything.
    case critical

    /// Returns whether `lhs` is less urgent than `rhs`.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}
