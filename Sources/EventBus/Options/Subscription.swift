/// A handler that is subscribed to a bus.
public struct Subscription: Hashable, Sendable {
    /// The handler's name.
    public let name: String
    /// The handler's place in the order of subscribing.
    let index: Int
}
