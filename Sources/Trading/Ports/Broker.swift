/// A venue that takes orders: everything a live adapter must promise, and all that it must know.
///
/// ## What the desk does, in order
///
/// 1. `setReporter` once, before anything else. Reports may begin to come at once, also about orders of an
///    earlier run.
/// 2. For each order that its ledger holds without an outcome: `order(_:)`. Nothing is ever sent again. For each position
///    that is held, too, by the ids that its next exits would have: an earlier run may have sent one while the ledger
///    could not be written, and died.
/// 3. For each decision: the intent is committed to the ledger, then `submit` is called once.
/// 4. `cancel` for an exit that was not filled in time, and for an entry that is not wanted any more.
/// 5. `order(_:)` whenever something is unclear: an answer that did not come, an order that was silent for
///    too long, and before it believes that an order has ended.
///
/// ## Identity
///
/// `Order.id` is the client order id: at most 20 characters of `A–Z a–z 0–9 -`, the same for the same intent
/// for ever. Hand it to the venue as its tag or user order id and keep the pair (client id, venue's id) where it
/// survives a restart, or be able to find an order at the venue by its tag. The id makes `submit` idempotent: a
/// broker that knows the id already must not make a second order of it, whatever became of the first.
/// A fill's `tradeID` is the venue's own id of the execution. It must be the same every time that the execution
/// is told, in a report or in the book, today and after a restart: the desk drops a fill whose trade id it knows of the
/// same order. Other orders may have the same number, as where an exchange counts anew each day.
///
/// ## What an order says
///
/// `contract` names the option by the exchange's token (`id`) and symbol (`tradingSymbol`) of the loaded instrument
/// list; one that `isGenerated` exists nowhere but in a replay, and a live adapter refuses it. `side` is a purchase of an
/// option that nobody holds yet, or a sale of no more than is held: nothing is ever sold short. `quantity` is in units,
/// whole lots, and for entries within the freeze quantities of the limits. `type` is the market, or a limit on the
/// contract's tick. Every order is good for its day. Send it under the product that may be carried over the night: the
/// desk leaves positions by 15:20 itself, and a broker's own square-off would sell beside it. `purpose` and `venue` are
/// for logs; `status` and the fills of the order that is handed over are the desk's and mean nothing to a venue.
///
/// ## Answers
///
/// `submit` returns when the venue has the order. It throws `.rejected` only if the order is certainly not in the
/// venue's book and never will be. Every other error means that nobody knows. Timeouts, broken connections,
/// unreadable answers and cancelled tasks are such; so is a rejection that cannot be told from a lost order.
/// Answer within two seconds: an answer that takes longer is a `.timedOut`, which is cheap, while a call that
/// hangs keeps the position's lane waiting.
///
/// ## Reports
///
/// What happens after `submit` comes as `OrderReport`s, from any thread, also during `submit`. They may come
/// twice, late, in any order, or not at all; the desk bears that. They may not contradict the book. `positionID`
/// and `signalID` are given back as they came with the order. Map the venue's stages to the kinds so: `accepted`
/// once the exchange (not the broker's own gateway) has it, `filled` for each execution by itself with
/// `isComplete` on the one that leaves nothing, `cancelled`, `rejected` and `expired` for its end. Prices are
/// paise for one unit, quantities are units, times are UTC. A stage that none of these says is not reported.
///
/// ## The book
///
/// `order(_:)` asks the venue, not a cache that reports have filled. It answers with everything that happened to
/// the order. Once it says that an order has ended, it holds all of its fills: **no fill may appear in the book
/// after its end has been read there**. The desk sends the successor of a cancelled exit on the strength of that.
/// `nil` is a promise as well: the venue does not have the order and will not get it from an earlier call that is
/// still on its way. Whoever cannot promise either yet throws `.disconnected`, and is asked again later.
///
/// ## What has ended
///
/// The desk lets go of every option before the close of its last day. If it could not (it was not running, say), it
/// orders it out in the next session as it would any other, and the venue settles: the paper venue fills at what the
/// underlying's last price of that day made it worth, and leaves the order waiting where nobody heard that price. A
/// live adapter tells the exchange's settlement as the order's fill. One that rejects the order instead is asked again
/// every five seconds, under the next id, until a person steps in: nothing but a fill closes a position.
///
/// ## Connections
///
/// Reconnecting is the adapter's own affair. While there is no connection every call throws `.disconnected` at
/// once. Orders are not queued for later: the desk decides anew. After a reconnect nothing needs to be replayed,
/// for the desk asks the book about every order that was silent. Three failures in a row make the desk REDUCING:
/// no entries until the operator says so, while exits go on being tried.
///
/// ## Threads
///
/// Calls come from many tasks at once, also for the same order; an adapter is `Sendable` and serialises what the
/// venue wants serialised. A reporter never blocks and may call the broker. No call may wait for a report.
///
/// ## What must never happen
///
/// - Two orders at the venue for one id.
/// - `.rejected` or `nil` for an order that is, or will be, in the book.
/// - A fill that is told in reports and missing in the book, or under two trade ids.
/// - An order that the desk did not ask for: no automatic re-pricing, no splitting under other ids, no bracket.
/// - A call made for another venue than `venue` says: it is stamped on every order and kept with it.
///
/// `BrokerContract` in the tests holds a broker against all of this that can be tried from outside.
public protocol Broker: Sendable {
    /// Where this broker sends orders; stamped on each of them.
    var venue: VenueMode { get }

    /// Says where reports go; called once, before the first order.
    ///
    /// - Parameter reporter: Takes a report from any thread; never blocks.
    func setReporter(_ reporter: @escaping @Sendable (OrderReport) -> Void)

    /// Sends an order; its intent is durable. One whose id the venue knows changes nothing.
    ///
    /// - Parameter order: The order; its id is the client order id.
    /// - Throws: `BrokerError.rejected` when the venue certainly does not have it; any other case when the outcome
    ///   is not known.
    func submit(_ order: Order) async throws(BrokerError)

    /// Asks for an order to be taken out of the book; the answer comes as a report.
    ///
    /// That it returns says that the venue has heard it, not that the order is out: a fill may be faster. For an
    /// order that has ended already its last report is sent once more.
    ///
    /// - Parameter id: The client order id.
    /// - Throws: `BrokerError.unknownOrder` when the venue never saw it, `.rejected` when it will not cancel it, any
    ///   other case when nobody knows.
    func cancel(_ id: OrderID) async throws(BrokerError)

    /// Asks what the venue's own book says of an order.
    ///
    /// - Parameter id: The client order id.
    /// - Returns: Everything that happened to it, oldest first; `nil` when the venue never saw it and never will.
    /// - Throws: `BrokerError.disconnected` when the venue cannot be asked now.
    func order(_ id: OrderID) async throws(BrokerError) -> [OrderReport]?
}

/// Why a call to a broker failed.
public enum BrokerError: Error, Hashable, Sendable {
    /// The venue refused; an order that was submitted is not in its book.
    case rejected(reason: String)
    /// No answer came; the order may or may not be in the book.
    case timedOut(afterSeconds: Double)
    /// There is no connection.
    case disconnected(reason: String)
    /// The venue never saw such an order.
    case unknownOrder(OrderID)
}
