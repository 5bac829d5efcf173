import Synchronization

/// What the bus's tick does for a lane.
extension Lane {
    func tick(at reading: ClockReading) {
        takeOverdue(at: reading)
        let now = reading.monotonicNanoseconds
        if let circuit, circuit.tick(at: now) { signal() }
        let linger = lingerUntil.load(ordering: .sequentiallyConsistent)
        if linger != 0, now >= linger || !core.isOpen, mayTake { nudge() }
        ticked.searchedAt = rescueSearch(since: ticked.searchedAt)
        if let executor { ticked.steps = executor.rescue(since: ticked.steps) }
        raiseAlarms()
    }

    /// Whether slow ticks harm nothing here: no event is under way, and nothing has a time of its own.
    ///
    /// An invocation that starts between two of them is found by the next, which must come before its timeout.
    func bearsTicks(every nanoseconds: Int64) -> Bool {
        let traffic = traffic
        return traffic.came == traffic.settled && nanoseconds <= plan.timeoutNanoseconds
            && lingerUntil.load(ordering: .sequentiallyConsistent) == 0
            && circuit?.state != .open && !ticked.isDeep && ticked.stuck == 0
    }

    /// Takes invocations away that run too long: each fails, is cancelled, and its place is given
    /// to a new worker unless too many ignore their cancellation.
    private func takeOverdue(at reading: ClockReading) {
        guard !core.isStepped, workers.load(ordering: .relaxed) > 0 else { return }
        let limit = reading.monotonicNanoseconds &- plan.timeoutNanoseconds
        for slot in slots {
            guard let work = slot.claim(startedBefore: limit) else { continue }
            giveUp(work, in: slot, startedAt: limit, at: reading)
        }
    }

    /// Settles an invocation that was taken away, and gives its place to a new worker.
    func giveUp(_ work: Work, in slot: WorkerSlot, startedAt start: Int64, at reading: ClockReading)
    {
        stuckPlaces.withLock { $0.count += 1 }
        timeOut(work, startedAt: start, at: reading)
        // Only now: a new worker must find the key held back that the failure may hold back. Meanwhile the
        // invocation may have ended, so it is counted again.
        let isFree = stuckPlaces.withLock { places in
            guard places.count - places.withheld.count > plan.stuckLimit else { return true }
            places.withheld.append(slot.index)
            return false
        }
        if isFree { vacant.push(slot.index) }
        // A worker that works alone has the right to search, and does not come back for it. Ended for another, it makes
        // two of them search, which harms nothing.
        isBrief.store(false, ordering: .relaxed)
        endSearch()
        signal()
    }

    private func raiseAlarms() {
        let depth = queues.depth
        if !ticked.isDeep, depth >= core.configuration.depthAlarm {
            ticked.isDeep = true
            core.onAlarm(.queueDeep(handler: plan.name, depth: depth))
        } else if ticked.isDeep, depth <= core.configuration.depthAlarm / 2 {
            ticked.isDeep = false
            core.onAlarm(.queueRelieved(handler: plan.name, depth: depth))
        }
        // Stuck at two ticks running: one that obeys its cancellation is gone by then.
        let stuck = stuck
        let lasting = min(stuck, ticked.stuck)
        ticked.stuck = stuck
        if lasting > ticked.alarmedStuck {
            core.onAlarm(.stuck(handler: plan.name, count: lasting))
        }
        ticked.alarmedStuck = lasting
    }
}
