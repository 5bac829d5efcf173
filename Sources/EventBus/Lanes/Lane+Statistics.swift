import Synchronization

/// Reading a lane's numbers.
extension Lane {
    /// The lane's numbers, with the rate that the meter has measured.
    ///
    /// `now` is the monotonic time, or 0 when ages do not matter.
    func statistics(now: Int64, executedPerSecond: Double) -> HandlerStatistics {
        var numbers = HandlerStatistics(
            name: plan.name, patterns: plan.patterns.map(\.description), policy: plan.policyText,
            backPressure: plan.overflowText, stage: plan.stage, limit: plan.limit,
            capacity: plan.capacity)
        // What has ended is read before what has come, so that nothing seems to end before it came.
        numbers.executed = executed
        numbers.filtered = counters.filtered.load(ordering: .relaxed)
        numbers.failed = counters.failed.load(ordering: .relaxed)
        numbers.retried = counters.retried.load(ordering: .relaxed)
        numbers.timedOut = counters.timedOut.load(ordering: .relaxed)
        numbers.lateFinishes = counters.lateFinishes.load(ordering: .relaxed)
        numbers.deadLettered = counters.deadLettered.load(ordering: .relaxed)
        numbers.droppedOldest = counters.droppedOldest.load(ordering: .relaxed)
        numbers.droppedNewest = counters.droppedNewest.load(ordering: .relaxed)
        numbers.coalesced = counters.coalesced.load(ordering: .relaxed)
        numbers.redelivered = counters.redelivered.load(ordering: .relaxed)
        numbers.undelivered = counters.undelivered.load(ordering: .relaxed)
        numbers.stuck = stuck
        numbers.retrying = max(0, retrying.load(ordering: .relaxed))
        numbers.workers = workers.load(ordering: .relaxed)
        numbers.inFlight = max(0, underWay - numbers.retrying)
        numbers.received =
            queues.came &- queues.cancelled &+ numbers.droppedNewest &+ numbers.coalesced
        numbers.depth = queues.depths
        numbers.oldestAgeNanoseconds = queues.oldest.map { max(0, now &- $0) } ?? 0
        numbers.wait = waitTimes.percentiles()
        numbers.run = runTimes.percentiles()
        numbers.executedPerSecond = executedPerSecond
        if let attempt = newestFailure() {
            numbers.lastErrorText = attempt.text
            numbers.lastErrorAtNanoseconds = attempt.atNanoseconds
        }
        numbers.circuit = circuit?.state ?? .closed
        let halted = halts.load(ordering: .sequentiallyConsistent)
        numbers.isPaused = halted != 0
        numbers.pauseReason = Self.reason(for: halted)
        return numbers
    }

    private func newestFailure() -> Attempt? {
        shownFailure.withLock { shown in
            if let attempt = lastFailure.take()?.lastAttempt { shown = attempt }
            return shown
        }
    }

    private static func reason(for halts: UInt64) -> String? {
        let reasons = [
            (Halt.paused, "paused"), (Halt.deadLetters, "dead letters cannot be recorded"),
            (Halt.circuit, "circuit open"),
        ]
        let texts = reasons.filter { halts & $0.0 != 0 }.map(\.1)
        return texts.isEmpty ? nil : texts.joined(separator: ", ")
    }
}
