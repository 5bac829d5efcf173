public import Trading

/// A feed that changes what another one gives.
public protocol WrappingFeed: MarketFeed {
    /// The feed inside.
    var wrapped: any MarketFeed { get }
}

extension WrappingFeed {
    /// The name of the feed inside.
    public var name: String { wrapped.name }

    /// The tally of the feed inside.
    public var tally: FeedTally { wrapped.tally }

    /// The feed that really holds the data, under all layers.
    public var innermost: any MarketFeed {
        (wrapped as? any WrappingFeed)?.innermost ?? wrapped
    }

    /// The signals of this layer or of one inside that have not come yet.
    public var waitingSignals: ArraySlice<Signal> {
        (self as? SignalledFeed)?.signals ?? (wrapped as? any WrappingFeed)?.waitingSignals ?? []
    }
}
