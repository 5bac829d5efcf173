import Synchronization

/// What becomes of a delivery: success, a retry, a dead letter.
extension Lane {
    /// Runs one attempt.
    ///
    /// - Returns: The monotonic time at its end, or `nil` when it took too long: then the ticker
    ///   has settled it, and the worker's place is gone.
    @inline(__always)
    nonisolated(nonsending) func perform(
        _ work: Work, in slot: WorkerSlot, at start: Int64
    ) async -> Int64? {
        if work.delivery == nil {
            waitTimes.record(start &- work.event.receivedAt)
            guard screen(work, at: nil) else { return start }
        }
        let number = slot.begin(work, at: start)
        var failure: (any Error)?
        do {
            try await plan.handle(
                Invocation(
                    lane: self, event: work.event, delivery: work.delivery, attempt: work.attempt,
                    worker: slot.index, number: number))
        } catch {
            failure = error
        }
        let reading = core.now()
        let end = reading.monotonicNanoseconds
        guard slot.finish(number) else {
            await slot.waitForClaim(of: number)
            withExtendedLifetime(work) {}  // the ticker has read it through the slot until here
            noteLateFinish()
            return nil
        }
        runTimes.record(end &- start)
        if core.isStepped, end - start > plan.timeoutNanoseconds {
            // Nothing takes an invocation away from a stepped bus, or runs would not repeat.
            timeOut(work, startedAt: start, at: reading)
        } else if let failure {
            fail(work, .error, failure, startedAt: start, at: reading)
        } else {
            succeed(work)
        }
        return end
    }

    /// Settles events that are not to be handled, and returns whether this one is.
    func screen(_ work: Work, at reading: ClockReading?) -> Bool {
        let event = work.event
        if event.crashes >= plan.retry.crashLimit {
            bury(Delivery(lane: self, events: [event], track: work.track))
            return false
        }
        guard let filter = plan.filter else { return true }
        do {
            if try filter(event) { return true }
            finish(work)
            counters.filtered.wrappingAdd(1, ordering: .sequentiallyConsistent)
            circuit?.returnProbe()
        } catch {
            let reading = reading ?? core.now()
            fail(work, .filter, error, startedAt: reading.monotonicNanoseconds, at: reading)
        }
        return false
    }

    func timeOut(_ work: Work, startedAt start: Int64, at reading: ClockReading) {
        counters.timedOut.wrappingAdd(1, ordering: .sequentiallyConsistent)
        let error = HandlerTimeout(limitNanoseconds: plan.timeoutNanoseconds)
        fail(work, .timeout, error, startedAt: start, at: reading)
    }

    /// Takes a delivery back from the timers.
    func resume(_ delivery: Delivery) {
        resumed.withLock { resumed in
            resumed.append(delivery)
            resumedCount.wrappingAdd(1, ordering: .sequentiallyConsistent)
        }
        signal()
    }

    /// Settles what the end of the bus leaves behind.
    func leaveUndelivered(_ work: Work) {
        finish(work)
        core.keepUndelivered(work.events, of: self)
        counters.undelivered.wrappingAdd(UInt64(work.count), ordering: .sequentiallyConsistent)
    }

    /// Opens or closes the circuit for the taking of events.
    func apply(_ change: Circuit.Change) {
        switch change {
        case .none: break
        case .opened:
            setHalt(Halt.circuit, true)
            core.onAlarm(.circuitOpened(handler: plan.name))
        case .closed:
            setHalt(Halt.circuit, false)
            core.onAlarm(.circuitClosed(handler: plan.name))
        }
    }

    private func succeed(_ work: Work) {
        finish(work)
        counters.executed.value.wrappingAdd(
            UInt64(work.count), ordering: .sequentiallyConsistent)
        if let circuit { apply(circuit.succeeded()) }
    }

    private func fail(
        _ work: Work, _ kind: Attempt.Kind, _ error: any Error, startedAt start: Int64,
        at reading: ClockReading
    ) {
        let attempt = Attempt(
            kind: kind, number: work.attempt, atNanoseconds: reading.wallNanoseconds, error: error)
        lastFailure.publish(FailureNote(attempt))
        counters.failed.wrappingAdd(1, ordering: .sequentiallyConsistent)
        if let circuit { apply(circuit.failed(at: reading.monotonicNanoseconds)) }
        guard !core.hasEnded else { return leaveUndelivered(work) }
        let delivery =
            work.delivery ?? Delivery(lane: self, events: [work.event], track: work.track)
        delivery.attempts.append(attempt)
        let first = delivery.firstStartedAt ?? start
        delivery.firstStartedAt = first
        guard kind != .filter, attempt.number < plan.retry.attempts,
            !(error is any PermanentFailure)
        else { return bury(delivery) }
        let delay = core.random.below(plan.retry.longestDelay(after: attempt.number))
        let due = reading.monotonicNanoseconds &+ delay
        guard due &- first <= plan.retry.totalLimit.nanoseconds else { return bury(delivery) }
        if plan.isOrdered { isHeld.store(true, ordering: .sequentiallyConsistent) }
        retrying.wrappingAdd(1, ordering: .sequentiallyConsistent)
        counters.retried.wrappingAdd(1, ordering: .sequentiallyConsistent)
        core.timers.add(delivery, due: due)
    }

    private func bury(_ delivery: Delivery) {
        core.letters.add(delivery)
        finish(Work(delivery))
        counters.deadLettered.wrappingAdd(
            UInt64(delivery.events.count), ordering: .sequentiallyConsistent)
    }

    /// Lets go of what waits for these events: later stages, the rest of the key, the lane itself.
    ///
    /// Comes before the delivery is counted as settled, so that a bus whose counts agree has
    /// nothing left to do.
    private func finish(_ work: Work) {
        if let delivery = work.delivery {
            for event in delivery.events { event.stages?.settled(event) }
        } else {
            work.event.stages?.settled(work.event)
        }
        if let track = work.track {
            sequencer?.finish(track, queues)
            signal()
        } else if plan.isOrdered, isHeld.load(ordering: .sequentiallyConsistent) {
            isHeld.store(false, ordering: .sequentiallyConsistent)
            signal()
        }
    }

    private func noteLateFinish() {
        counters.lateFinishes.wrappingAdd(1, ordering: .sequentiallyConsistent)
        stuck.wrappingSubtract(1, ordering: .sequentiallyConsistent)
        workers.wrappingSubtract(1, ordering: .relaxed)
        core.returnTask()
        if let place = withheld.withLock({ $0.popLast() }) { vacant.push(place) }
        signal()
        core.noteIdleWorker()
    }
}
