public import Trading

/// How far a feed has been played.
public struct FeedProgress: Sendable {
    /// Steps taken.
    public var steps = 0
    /// Rows of the files that are played.
    public var rows = 0
    /// The market's time.
    public var marketTime: Timestamp
    /// What the account is worth after the last step, what it holds included at the last marks.
    public var equity: Money
    /// How much of the data is done, 0…1; `nil` for a feed without an end.
    public var fraction: Double?

    /// Makes the progress of a feed that has not begun.
    ///
    /// - Parameters:
    ///   - marketTime: The market's time.
    ///   - equity: What the account is worth.
    public init(marketTime: Timestamp, equity: Money) {
        self.equity = equity
        self.marketTime = marketTime
    }
}
