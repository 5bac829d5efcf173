/// One step of a signal's story: one handler's attempt at one event, or an event that nobody was measured at.
public struct TraceStep: Hashable, Sendable, Codable {
    /// The event: 32 hexadecimal digits.
    public var eventID: String
    /// The event that led to it, when there is one; a step of the same trace or what came before it.
    public var causeID: String?
    /// The event's topic.
    public var topic: DeskTopic
    /// Who published the event.
    public var source: String
    /// What happened, in one line; the same for all steps of one event.
    public var words: String
    /// When the event was published, in nanoseconds from the start of the trace.
    public var offsetNanoseconds: Int64
    /// The handler's attempt; `nil` for an event from the journal, or for one that only led to the signal.
    public var run: TraceRun?

    /// When the step ended, in nanoseconds from the start of the trace.
    public var endOffsetNanoseconds: Int64 {
        offsetNanoseconds + (run.map { $0.waitNanoseconds + $0.runNanoseconds } ?? 0)
    }

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - eventID: The event.
    ///   - causeID: The event that led to it, when there is one.
    ///   - topic: The event's topic.
    ///   - source: Who published the event.
    ///   - words: What happened, in one line.
    ///   - offsetNanoseconds: When the event was published, from the start of the trace.
    ///   - run: The handler's attempt, when one was measured.
    public init(
        eventID: String, causeID: String?, topic: DeskTopic, source: String, words: String,
        offsetNanoseconds: Int64, run: TraceRun?
    ) {
        self.eventID = eventID
        self.causeID = causeID
        self.topic = topic
        self.source = source
        self.words = words
        self.offsetNanoseconds = offsetNanoseconds
        self.run = run
    }
}

/// One attempt of one handler at one event, measured.
public struct TraceRun: Hashable, Sendable, Codable {
    /// The handler.
    public var handler: String
    /// The attempt's number, from 1.
    public var attempt: Int
    /// From publishing the event to the start of this attempt, earlier attempts included.
    public var waitNanoseconds: Int64
    /// From the start of this attempt to its end.
    public var runNanoseconds: Int64
    /// How it ended.
    public var outcome: TraceOutcome

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - handler: The handler.
    ///   - attempt: The attempt's number, from 1.
    ///   - waitNanoseconds: From publishing the event to the start of this attempt.
    ///   - runNanoseconds: From the start of this attempt to its end.
    ///   - outcome: How it ended.
    public init(
        handler: String, attempt: Int, waitNanoseconds: Int64, runNanoseconds: Int64,
        outcome: TraceOutcome
    ) {
        self.handler = handler
        self.attempt = attempt
        self.waitNanoseconds = waitNanoseconds
        self.runNanoseconds = runNanoseconds
        self.outcome = outcome
    }
}

/// How one attempt of a handler ended.
public enum TraceOutcome: Hashable, Sendable, Codable {
    /// The handler did its work.
    case done
    /// The handler failed, with the error in one line; it is tried again, or the event is a dead letter.
    case failed(String)
    /// The handler took too long and was cancelled.
    case timedOut
}
