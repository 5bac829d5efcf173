/// Where a bus records dead letters.
public protocol DeadLetterSink<Payload>: Sendable {
    /// What the events carry.
    associatedtype Payload: Sendable

    /// Records letters of one handler. One call at a time, from one task of the bus.
    ///
    /// - Parameter letters: The letters, in the order in which they died.
    /// - Throws: Any error, when none of them is recorded. The bus keeps them, raises an alarm,
    ///   stops the intake of that handler and tries again about once a second.
    func record(_ letters: [DeadLetter<Payload>]) async throws
}
