extension SignalTrace {
    /// Puts a story together from its events and what was measured at them.
    ///
    /// - Parameters:
    ///   - signalID: The signal.
    ///   - events: The story's events, and those that led to it; in any order, each once.
    ///   - runs: The measured attempts, by the id of their event.
    ///   - omittedSteps: Steps that are known to be missing in the middle.
    ///   - longest: How many steps at most; of more, the first half and the newest stay.
    /// - Complexity: O(n log n) in the events.
    public init(
        of signalID: String, events: [EventRecord], runs: [String: [TraceRun]],
        omittedSteps: Int = 0, longest: Int = SignalTrace.longest
    ) {
        // Ids are ordered by the time of publishing, also across restarts.
        let events = events.sorted { $0.id < $1.id }
        let first = events.first { $0.correlationID == signalID } ?? events.first
        let start = first?.publishedAt ?? Timestamp(nanoseconds: 0)
        var steps = events.flatMap { event in
            let step = TraceStep(event, from: start)
            let measured = (runs[event.id] ?? []).sorted {
                ($0.waitNanoseconds, $0.handler) < ($1.waitNanoseconds, $1.handler)
            }
            return measured.isEmpty ? [step] : measured.map(step.measured)
        }
        let surplus = max(0, steps.count - longest)
        if surplus > 0 {
            steps.removeSubrange(longest / 2..<longest / 2 + surplus)
        }
        self.init(
            signalID: signalID, startedAt: start, steps: steps,
            omittedSteps: omittedSteps + surplus)
    }
}

extension TraceStep {
    fileprivate init(_ event: EventRecord, from start: Timestamp) {
        self.init(
            eventID: event.id, causeID: event.causationID, topic: event.topic,
            source: event.source, words: event.payload.words,
            offsetNanoseconds: event.publishedAt.nanoseconds - start.nanoseconds, run: nil)
    }

    fileprivate func measured(_ run: TraceRun) -> TraceStep {
        var step = self
        step.run = run
        return step
    }
}
