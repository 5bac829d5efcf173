public import Trading

/// A way to a real venue that the program knows by name.
///
/// To add one, write a type that fulfils `Broker`, hold it against `BrokerContract` in the tests, and add one
/// line to `registered`. `Sources/Trading/Ports/Broker.swift` says what it must promise.
public struct BrokerAdapter: Sendable, Identifiable {
    /// The name that the configuration uses.
    public let name: String
    /// What it connects to, in one line.
    public let summary: String
    /// Connects; called once for a run, before anything else is started.
    public let connect: @Sendable (any DeskClock) async throws -> any Broker

    /// The adapter's name.
    public var id: String { name }

    /// Describes an adapter.
    ///
    /// - Parameters:
    ///   - name: The name that the configuration uses.
    ///   - summary: What it connects to, in one line.
    ///   - connect: Connects and returns a broker whose venue is `.live`.
    public init(
        name: String, summary: String,
        connect: @escaping @Sendable (any DeskClock) async throws -> any Broker
    ) {
        self.name = name
        self.summary = summary
        self.connect = connect
    }

    /// The adapters that this program has: none yet.
    public static let registered: [BrokerAdapter] = []
}
