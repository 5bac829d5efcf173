/// A venue that takes orders.
///
/// The contract of every broker:
/// - The desk commits an order's intent to its ledger before it calls `submit`. The client order id makes the call
///   idempotent: a broker that already knows the id must not make a second order of it.
/// - `submit` returns when the venue has the order, and throws `BrokerError.rejected` when it certainly has not.
///   Any other error means that nobody knows; the desk then asks `order(_:)` and never sends again.
/// - What happens afterwards comes as `OrderReport`s through the function given to `setReporter`, in the order in
///   which it happened for one order. A report may come twice; the desk drops fills whose trade id it knows.
public protocol Broker: Sendable {
    /// Where this broker sends orders; stamped on each of them.
    var venue: VenueMode { get }

    /// Says where reports go; called once, before the first order.
    ///
    /// - Parameter reporter: Takes a report; never blocks.
    func setReporter(_ reporter: @escaping @Sendable (OrderReport) -> Void)

    /// Sends an order.
    ///
    /// - Parameter order: The order; its id is the client order id.
    /// - Throws: `BrokerError.rejected` when the venue refused it; any other case when the outcome is not known.
    func submit(_ order: Order) async throws(BrokerError)

    /// Asks for an order to be taken out of the book; the answer comes as a report.
    ///
    /// - Parameter id: The client order id.
    /// - Throws: `BrokerError.unknownOrder` when the venue never saw it.
    func cancel(_ id: OrderID) async throws(BrokerError)

    /// Asks what the venue's own book says of an order.
    ///
    /// - Parameter id: The client order id.
    /// - Returns: Everything that happened to it, oldest first; `nil` when the venue never saw it.
    /// - Throws: `BrokerError.disconnected` when the venue cannot be asked now.
    func order(_ id: OrderID) async throws(BrokerError) -> [OrderReport]?
}

/// Why a call to a broker failed.
public enum BrokerError: Error, Hashable, Sendable {
    /// The venue refused the order; it is not in its book.
    case rejected(reason: String)
    /// No answer came; the order may or may not be in the book.
    case timedOut(afterSeconds: Double)
    /// There is no connection.
    case disconnected(reason: String)
    /// The venue never saw such an order.
    case unknownOrder(OrderID)
}
