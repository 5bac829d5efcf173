public import Trading

/// One line of a venue's book: an order that came in, or something that happened to one.
public enum VenueFact: Hashable, Sendable, Codable {
    /// An order came in; it can be filled from `dueAt` on.
    case placed(Order, dueAt: Timestamp)
    /// Something happened to an order.
    case reported(OrderReport)
}
