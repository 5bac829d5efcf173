/// The market as the desk reads it: the newest quotes and the contracts that can be traded.
///
/// Reads never wait; what they return is a snapshot.
public protocol MarketView: Sendable {
    /// The newest quote of an underlying.
    ///
    /// - Parameter name: The underlying's name, such as `NIFTY`.
    /// - Returns: `nil` when nothing was heard of it.
    func spot(of name: String) -> Quote?

    /// The newest quote of a contract.
    ///
    /// - Parameter contract: The contract.
    /// - Returns: `nil` when nothing was heard of it and nothing can be derived.
    func quote(of contract: OptionContract) -> Quote?

    /// The contracts of an underlying that can be traded on a day.
    ///
    /// - Parameters:
    ///   - name: The underlying's name.
    ///   - day: The trading day; expired and not yet listed contracts are left out.
    /// - Returns: All of them, ordered by expiry, strike and right; empty when there are none.
    func chain(of name: String, on day: CalendarDay) -> [OptionContract]

    /// Whether signals on a name can be traded at all.
    ///
    /// - Parameter name: The underlying's name.
    /// - Returns: `true` when the loaded instruments hold options on it.
    func knows(_ name: String) -> Bool

    /// All underlyings with options, in alphabetical order.
    var underlyings: [String] { get }

    /// Asks the feed to send ticks of a contract as long as somebody holds it.
    ///
    /// - Parameter contract: The contract.
    func watch(_ contract: OptionContract)

    /// Takes back `watch`.
    ///
    /// - Parameter contract: The contract.
    func unwatch(_ contract: OptionContract)
}
