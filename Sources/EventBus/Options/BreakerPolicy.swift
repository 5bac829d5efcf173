/// When a handler that keeps failing is left alone for a while.
///
/// Closed, the handler runs. After `failures` failed attempts in a row the circuit opens: events
/// stay in the queue, under its back-pressure, and none is lost. After `openFor` it is half open:
/// one event is tried; success closes the circuit, failure opens it again.
public struct BreakerPolicy: Hashable, Sendable {
    /// Failed attempts in a row that open the circuit.
    public let failures: Int
    /// How long it stays open.
    public let openFor: Duration

    /// Creates a policy.
    ///
    /// - Parameters:
    ///   - failures: Failed attempts in a row that open the circuit, at least 1.
    ///   - openFor: How long it stays open.
    public init(failures: Int = 5, openFor: Duration = .seconds(30)) {
        self.failures = failures
        self.openFor = openFor
    }
}
