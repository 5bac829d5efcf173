import Synchronization

/// What becomes of a delivery: success, a retry, a dead letter.
extension Lane {
    /// Runs one attempt.
    ///
    /// - Returns: The monotonic time at its end, or `unknown` when it took too long: then the ticker
    ///   has settled it, and the worker's place is gone.
    @inline(__always)
    nonisolated(nonsending) func perform(
        _ invocation: inout Invocation, in slot: WorkerSlot, at start: Int64,
        calling handle: LanePlan.Handle.Suspending
    ) async -> Int64 {
        guard begin(&invocation, in: slot, at: start) else { return start }
        var failure: (any Error)?
        do {
            try await handle(invocation)
        } catch {
            failure = error
        }
        let end = end(invocation, in: slot, startedAt: start, failure)
        if end == Self.unknown { await leaveToTicker(invocation, in: slot) }
        return end
    }

    /// Runs one attempt of a handler that never suspends.
    ///
    /// - Returns: The monotonic time at its end, or `unknown` when it took too long: then the caller is to
    ///   `leaveToTicker` what it has.
    @inline(__always)
    func perform(
        _ invocation: inout Invocation, in slot: WorkerSlot, at start: Int64,
        calling handle: LanePlan.Handle.Immediate
    ) -> Int64 {
        guard begin(&invocation, in: slot, at: start) else { return start }
        var failure: (any Error)?
        do {
            try handle(invocation)
        } catch {
            failure = error
        }
        return end(invocation, in: slot, startedAt: start, failure)
    }

    /// Announces an attempt, and returns whether there is to be one.
    @inline(__always)
    private func begin(
        _ invocation: inout Invocation, in slot: WorkerSlot, at start: Int64
    ) -> Bool {
        if invocation.work.delivery == nil, !screen(invocation.work, at: nil) { return false }
        // Read before the ticker may take the delivery and add to it.
        invocation.attempt = invocation.work.attempt
        invocation.number = slot.begin(invocation.work, at: start)
        return true
    }

    /// Settles an attempt, unless the ticker has, and returns its end.
    @inline(__always)
    private func end(
        _ invocation: borrowing Invocation, in slot: WorkerSlot, startedAt start: Int64,
        _ failure: (any Error)?
    ) -> Int64 {
        let reading = core.now()
        let end = reading.monotonicNanoseconds
        if invocation.work.delivery == nil {
            waitTimes.record(start &- invocation.event.receivedAt)
        }
        guard slot.finish(invocation.number) else { return Self.unknown }
        runTimes.record(end &- start)
        if core.isStepped, end - start > plan.timeoutNanoseconds {
            // Nothing takes an invocation away from a stepped bus, or runs would not repeat.
            timeOut(invocation.work, startedAt: start, at: reading)
        } else if let failure {
            fail(invocation.work, .error, failure, startedAt: start, at: reading)
        } else {
            succeed(invocation.work, slot, startedAt: start, endedAt: end)
        }
        return end
    }

    /// Ends a worker whose invocation the ticker has taken away.
    nonisolated(nonsending) func leaveToTicker(
        _ invocation: borrowing Invocation, in slot: WorkerSlot
    ) async {
        await slot.waitForClaim(of: invocation.number)
        // The ticker has read its work until here.
        noteLateFinish()
    }

    /// Settles events that are not to be handled, and returns whether this one is.
    func screen(_ work: Work, at reading: ClockReading?) -> Bool {
        let event = work.event
        if Int(event.crashes) >= plan.retry.crashLimit {
            bury(Delivery(lane: self, event: event, track: work.track))
            circuit?.returnProbe()
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
            followCircuit()
            core.hurryTicks()
            core.onAlarm(.circuitOpened(handler: plan.name))
        case .closed:
            followCircuit()
            core.onAlarm(.circuitClosed(handler: plan.name))
        }
    }

    /// Takes events or not, as the circuit says now.
    ///
    /// Who changes the circuit may be late to apply it, after the next change: so not the change is applied but the
    /// state, and that is looked at again afterwards. The last to write the halt has then seen the last state.
    func followCircuit() {
        guard let circuit else { return }
        var isClosed: Bool
        repeat {
            isClosed = circuit.state == .closed
            setHalt(Halt.circuit, !isClosed)
        } while (circuit.state == .closed) != isClosed
    }

    private func succeed(
        _ work: Work, _ slot: WorkerSlot, startedAt start: Int64, endedAt end: Int64
    ) {
        if core.onAttempt != nil { tell(of: work, startedAt: start, endedAt: end) }
        finish(work)
        slot.noteExecuted(work.count)
        if let circuit { apply(circuit.succeeded()) }
    }

    private func fail(
        _ work: Work, _ kind: Attempt.Kind, _ error: any Error, startedAt start: Int64,
        at reading: ClockReading
    ) {
        let attempt = Attempt(
            kind: kind, number: work.attempt, atNanoseconds: reading.wallNanoseconds, error: error)
        counters.failed.wrappingAdd(1, ordering: .sequentiallyConsistent)
        if let circuit { apply(circuit.failed(at: reading.monotonicNanoseconds)) }
        if core.onAttempt != nil {
            tell(of: work, startedAt: start, endedAt: reading.monotonicNanoseconds, attempt)
        }
        guard !core.hasEnded else {
            note(attempt, at: work.event)
            return leaveUndelivered(work)
        }
        let delivery =
            work.delivery ?? Delivery(lane: self, event: work.event, track: work.track)
        delivery.add(attempt)
        let first = delivery.firstStartedAt ?? start
        delivery.firstStartedAt = first
        guard kind != .filter,
            let due = dueOfRetry(after: attempt, firstStartedAt: first, at: reading)
        else {
            lastFailure.publish(delivery)
            return bury(delivery)
        }
        note(attempt, at: work.event)
        if plan.isOrdered { isHeld.store(true, ordering: .sequentiallyConsistent) }
        retrying.wrappingAdd(1, ordering: .sequentiallyConsistent)
        counters.retried.wrappingAdd(1, ordering: .sequentiallyConsistent)
        core.timers.add(delivery, of: self, due: due)
        core.hurryTicks()
        // Looked at again: the end of the bus may have emptied the timers meanwhile.
        if core.hasEnded { core.collectUndelivered() }
    }

    /// When an attempt is to be followed by another one, if it is.
    private func dueOfRetry(
        after attempt: Attempt, firstStartedAt first: Int64, at reading: ClockReading
    ) -> Int64? {
        guard attempt.number < plan.retry.attempts, !isPermanent(attempt.error) else { return nil }
        let delay = core.random.below(plan.retry.longestDelay(after: attempt.number))
        let due = reading.monotonicNanoseconds &+ delay
        return due &- first <= plan.retry.totalLimit.nanoseconds ? due : nil
    }

    /// Keeps a failure for the statistics, apart from the delivery that goes on.
    private func note(_ attempt: Attempt, at event: EventHeader) {
        let note = Delivery(lane: self, event: event, track: nil)
        note.add(attempt)
        lastFailure.publish(note)
    }

    private func isPermanent(_ error: any Error) -> Bool {
        let type = UInt(bitPattern: ObjectIdentifier(type(of: error)))
        if type == permanentType.load(ordering: .relaxed) { return true }
        if type == passingType.load(ordering: .relaxed) { return false }
        let isPermanent = error is any PermanentFailure
        if isPermanent {
            permanentType.store(type, ordering: .relaxed)
        } else {
            passingType.store(type, ordering: .relaxed)
        }
        return isPermanent
    }

    /// Tells the bus's observer of an attempt at events that belong to a story.
    ///
    /// Before the delivery counts as settled: of a bus at rest everything has been told.
    private func tell(
        of work: Work, startedAt start: Int64, endedAt end: Int64, _ failure: Attempt? = nil
    ) {
        guard let onAttempt = core.onAttempt else { return }
        func tell(_ event: EventHeader) {
            guard event.correlationID != nil else { return }
            onAttempt(
                EndedAttempt(
                    event: event, handler: plan.name, number: work.attempt,
                    waitNanoseconds: max(0, start &- event.receivedAt),
                    runNanoseconds: max(0, end &- start), failure: failure))
        }
        guard let delivery = work.delivery else { return tell(work.event) }
        delivery.forEachEvent(tell)
    }

    private func bury(_ delivery: Delivery) {
        core.letters.add(delivery, of: self)
        // What it was made with never changes, and may still be read.
        delivery.forEachEvent { $0.stages?.settled($0) }
        goOn(after: delivery.track)
        counters.deadLettered.wrappingAdd(
            UInt64(delivery.count), ordering: .sequentiallyConsistent)
    }

    /// Lets go of what waits for these events: later stages, the rest of the key, the lane itself.
    ///
    /// Comes before the delivery is counted as settled, so that a bus whose counts agree has
    /// nothing left to do.
    private func finish(_ work: Work) {
        if let delivery = work.delivery {
            delivery.forEachEvent { $0.stages?.settled($0) }
        } else {
            work.event.stages?.settled(work.event)
        }
        goOn(after: work.track)
    }

    /// Lets the rest of a key, or of an ordered lane, have its turn.
    private func goOn(after track: UInt32?) {
        if let track {
            sequencer?.finish(track, queues)
            signal()
        } else if plan.isOrdered, isHeld.load(ordering: .sequentiallyConsistent) {
            isHeld.store(false, ordering: .sequentiallyConsistent)
            signal()
        }
    }

    private func noteLateFinish() {
        counters.lateFinishes.wrappingAdd(1, ordering: .sequentiallyConsistent)
        let place = stuckPlaces.withLock { places in
            places.count -= 1
            return places.withheld.popLast()
        }
        workers.wrappingSubtract(1, ordering: .relaxed)
        core.returnTask()
        if let place { vacant.push(place) }
        signal()
        core.noteIdleWorker()
    }
}
