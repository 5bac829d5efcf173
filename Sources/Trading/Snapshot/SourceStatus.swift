/// One thing that data come from, and how fresh they are.
public struct SourceStatus: Hashable, Sendable, Codable, Identifiable {
    /// The name of the source that is the desk's own ledger.
    public static let ledgerName = "ledger"

    /// Its name: `feed`, `broker`, `ledger`.
    public var name: String
    /// How it is.
    public var state: SourceState
    /// When it was last heard, by the wall clock; of a ledger that is down, since when it cannot be written.
    public var lastHeardAt: Timestamp?
    /// One line more about it.
    public var detail: String

    /// Its name.
    public var id: String { name }

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - name: Its name: `feed`, `broker`, `ledger`.
    ///   - state: How it is.
    ///   - lastHeardAt: When it was last heard, by the wall clock.
    ///   - detail: One line more about it.
    public init(
        name: String,
        state: SourceState,
        lastHeardAt: Timestamp?,
        detail: String = ""
    ) {
        self.name = name
        self.state = state
        self.lastHeardAt = lastHeardAt
        self.detail = detail
    }
}

/// How a source of data is.
public enum SourceState: String, Hashable, Sendable, Codable, CaseIterable {
    case fresh
    case late
    case down
    case ended
}
