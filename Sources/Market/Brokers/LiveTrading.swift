/// The two switches of live trading, and the adapter that it would go through.
///
/// Real orders need a word in the configuration, which is written once and with thought, and a word on the
/// command line, which is given for this one run. Either alone sends nothing.
public struct LiveTrading: Hashable, Sendable {
    /// Whether the command line asks for it: `--broker live`.
    public var isAskedFor: Bool
    /// Whether the configuration allows it: `enabled = true` under `[live]`.
    public var isEnabled: Bool
    /// The adapter that the configuration names: `adapter = "…"` under `[live]`.
    public var adapter: String?

    /// Makes the switches.
    ///
    /// - Parameters:
    ///   - isAskedFor: Whether the command line asks for it.
    ///   - isEnabled: Whether the configuration allows it.
    ///   - adapter: The adapter that the configuration names.
    public init(isAskedFor: Bool, isEnabled: Bool, adapter: String?) {
        self.isAskedFor = isAskedFor
        self.isEnabled = isEnabled
        self.adapter = adapter
    }

    /// Finds the adapter, if both switches are on and there is one.
    ///
    /// - Parameters:
    ///   - adapters: The adapters that are registered.
    ///   - isMarketReal: Whether the market data are a real market's of this moment.
    /// - Returns: The adapter; nothing was connected yet.
    /// - Throws: `LiveTradingRefusal`, which says what is missing.
    public func admit(
        _ adapters: [BrokerAdapter] = BrokerAdapter.registered, isMarketReal: Bool
    ) throws(LiveTradingRefusal) -> BrokerAdapter {
        guard isAskedFor, isEnabled else {
            throw .switchesMissing(commandLine: !isAskedFor, configuration: !isEnabled)
        }
        let names = adapters.map(\.name)
        guard let adapter else { throw .noAdapterNamed(registered: names) }
        guard let found = adapters.first(where: { $0.name == adapter }) else {
            throw .unknownAdapter(adapter, registered: names)
        }
        guard isMarketReal else { throw .marketIsNotReal }
        return found
    }
}

/// Why no real order is sent.
public enum LiveTradingRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// One of the switches is off, or both.
    case switchesMissing(commandLine: Bool, configuration: Bool)
    /// The configuration names no adapter.
    case noAdapterNamed(registered: [String])
    /// There is no adapter of that name.
    case unknownAdapter(String, registered: [String])
    /// Real orders at simulated or recorded prices.
    case marketIsNotReal

    /// What is missing, and that nothing was sent.
    public var description: String {
        switch self {
        case .switchesMissing(let commandLine, let configuration):
            let missing =
                (commandLine ? ["--broker live on the command line"] : [])
                + (configuration ? ["enabled = true under [live] in the configuration"] : [])
            return "live trading needs two switches, and \(missing.joined(separator: " and ")) "
                + "\(missing.count == 1 ? "is" : "are") missing; no order was sent"
        case .noAdapterNamed(let registered):
            return "live trading is on, but the configuration names no adapter under [live]; "
                + Self.list(registered) + "; no order was sent"
        case .unknownAdapter(let name, let registered):
            return "live trading is on, but no adapter is called \(name); "
                + Self.list(registered) + "; no order was sent"
        case .marketIsNotReal:
            return "real orders need a real market; simulated and recorded prices are none; "
                + "no order was sent"
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty
            ? "this program has no adapter registered"
            : "registered are \(names.joined(separator: ", "))"
    }
}
