/// The story of one signal, step by step: what happened, which handler took it, how long it waited and ran.
///
/// The steps of one event stand together, in the order in which they started. Ticks and candles that led to the
/// signal come before it, with offsets below zero when they happened before the trace began.
public struct SignalTrace: Hashable, Sendable, Codable, Identifiable {
    /// The signal whose story it is: the correlation id of all of its events.
    public var signalID: String
    /// When the signal's first event was published, by the wall clock: offset zero of every step.
    public var startedAt: Timestamp
    /// The steps, oldest first; in a snapshot at most `longest`.
    public var steps: [TraceStep]
    /// Steps left out in the middle of a long story; the first half and the newest half are kept.
    public var omittedSteps: Int

    /// The most steps that a trace in a snapshot holds.
    public static let longest = 128

    /// The signal's id.
    public var id: String { signalID }

    /// How long the story took so far, in nanoseconds: up to the end of its last step.
    public var durationNanoseconds: Int64 { steps.map(\.endOffsetNanoseconds).max() ?? 0 }

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - signalID: The signal whose story it is.
    ///   - startedAt: When the signal's first event was published.
    ///   - steps: The steps, oldest first.
    ///   - omittedSteps: Steps left out in the middle of a long story.
    public init(
        signalID: String, startedAt: Timestamp, steps: [TraceStep], omittedSteps: Int = 0
    ) {
        self.signalID = signalID
        self.startedAt = startedAt
        self.steps = steps
        self.omittedSteps = omittedSteps
    }
}
