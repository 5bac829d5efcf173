internal import CCycles
import Synchronization

/// Workers: long-lived tasks that take events out and call the handler in their own task.
///
/// There are none until there is work; then one is started or woken at a time, and each that finds
/// work calls the next if there is more ("searching" is the right to look for work, held by one).
/// A worker without work parks its continuation and costs nothing.
///
/// A handler that never suspends and takes less than a microsecond is done before another worker could help: two of
/// them would only take the queue's cache lines from each other. Its worker keeps the right to search while it handles
/// events, so nobody calls another, and those that are awake park. It gives the right up after the first event that
/// takes long; while that event still runs the tick sees that nothing moves, and calls another worker in its stead
/// (`rescueSearch`).
extension Lane {
    /// Nanoseconds without work, after which a handler has to show anew that it is brief.
    private static let longPause: Int64 = 1_000_000
    /// Nanoseconds for an event, above which a worker that works alone calls others at once.
    private static let longestAlone: Int64 = 20_000

    /// Sees to it that a worker comes if there is work.
    ///
    /// Call it after bringing some.
    func signal() {
        guard !core.isStepped else { return core.noteReady(self) }
        while !searching.load(ordering: .sequentiallyConsistent),
            !parked.isEmpty || !vacant.isEmpty && (core.maySpawn || hasNoWorker), hasWork
        {
            guard takeSearch() else { return }
            if wakeParked() || spawn() {
                core.hasCalledWorkers.store(true, ordering: .relaxed)
                return
            }
            searching.store(false, ordering: .sequentiallyConsistent)
        }
    }

    /// Wakes a worker although no event has come: its batch is due, or the bus is ending.
    func nudge() {
        if takeSearch(), !wakeParked() {
            searching.store(false, ordering: .sequentiallyConsistent)
            signal()
        }
    }

    /// Gets on with a search whose holder has stopped in the middle: it may be a suspended thread.
    ///
    /// Another worker comes as if it held the right to search. If the holder was only slow, two of them look for
    /// work, which harms nothing.
    ///
    /// - Parameter taken: What `queues.left` was when the search was seen a tick ago, or `nil`.
    /// - Returns: What to call this with at the next tick.
    func rescueSearch(since taken: UInt64?) -> UInt64? {
        guard !core.isStepped, searching.load(ordering: .sequentiallyConsistent), hasWork else {
            return nil
        }
        let left = queues.left
        guard taken == left else { return left }
        if !wakeParked() { _ = spawn() }
        return nil
    }

    /// Lets all parked workers leave.
    func wakeAll() {
        while wakeParked() {}
    }

    /// Takes the next work, unless the lane is halted or nothing may run.
    func next(turn: inout Int) -> Work? {
        let halted = halts.load(ordering: .sequentiallyConsistent)
        guard halted != 0 else { return nextAdmitted(turn: &turn) }
        guard halted == Halt.circuit, let circuit, circuit.takeProbe() else { return nil }
        let work = nextAdmitted(turn: &turn)
        if work == nil { circuit.returnProbe() }
        return work
    }

    /// Takes what the end of the bus has left, whatever the lane's state.
    func takeLeftover() -> Work? {
        if let delivery = takeResumed() { return Work(delivery) }
        let batch = takeCollected()
        if !batch.isEmpty { return Work(Delivery(lane: self, batch: batch)) }
        var turn = 0
        return nextFresh(turn: &turn)
    }

    private func nextAdmitted(turn: inout Int) -> Work? {
        if resumedCount.load(ordering: .sequentiallyConsistent) > 0 {
            // Retries come before what is fresh, but not before what is critical.
            if mayTakeFresh, let work = nextFresh(isCritical: true, turn: &turn) { return work }
            if let delivery = takeResumed() { return Work(delivery) }
        }
        guard mayTakeFresh else { return nil }
        if case .batch(let size, let nanoseconds) = plan.mode {
            return collectBatch(upTo: size, within: nanoseconds, turn: &turn)
        }
        return nextFresh(turn: &turn)
    }

    /// Takes the next event out, or the next critical one only.
    @inline(__always)
    private func nextFresh(isCritical: Bool = false, turn: inout Int) -> Work? {
        if let sequencer {
            return sequencer.next(queues, isCritical: isCritical, turn: &turn)
                .map { Work(queues.take($0.entry), track: $0.track) }
        }
        let entry = isCritical ? queues.nextCritical() : queues.next(turn: &turn)
        return entry.map { Work(queues.take($0)) }
    }

    /// Whether an event waits, and a worker is free to take it.
    var isReady: Bool {
        guard hasWork else { return false }
        return underWay - retrying.load(ordering: .sequentiallyConsistent) < plan.limit
    }

    /// Whether `next` would find something.
    ///
    /// Must say no whenever `next` refuses, or workers that are about to park would wake each other
    /// for ever.
    private var hasWork: Bool {
        guard mayTake else { return false }
        if resumedCount.load(ordering: .sequentiallyConsistent) > 0 { return true }
        guard mayTakeFresh else { return false }
        return sequencer?.hasWork(queues) ?? queues.hasEvents
    }

    /// Whether nothing keeps the handler from taking events, or its circuit lets one try.
    var mayTake: Bool {
        let halted = halts.load(ordering: .sequentiallyConsistent)
        return halted == 0 || halted == Halt.circuit && circuit?.hasProbe == true
    }

    /// Retries that wait count as load: with as many as the queue's capacity, no event is taken.
    private var mayTakeFresh: Bool {
        !isHeld.load(ordering: .sequentiallyConsistent)
            && retrying.load(ordering: .sequentiallyConsistent) < plan.capacity
    }

    private func takeResumed() -> Delivery? {
        guard resumedCount.load(ordering: .sequentiallyConsistent) > 0 else { return nil }
        return resumed.withLock { resumed in
            guard !resumed.isEmpty else { return nil }
            // In this order: who sees none to resume must see the room that this one leaves.
            retrying.wrappingSubtract(1, ordering: .sequentiallyConsistent)
            resumedCount.wrappingSubtract(1, ordering: .sequentiallyConsistent)
            return resumed.removeFirst()
        }
    }

    private func collectBatch(upTo size: Int, within nanoseconds: Int64, turn: inout Int) -> Work? {
        let reading = core.now()
        let now = reading.monotonicNanoseconds
        var batch = takeCollected()
        while batch.count < size, let entry = queues.next(turn: &turn) {
            let work = Work(queues.take(entry))
            waitTimes.record(now - work.event.receivedAt)
            guard screen(work, at: reading) else { continue }
            if batch.isEmpty { collectedDue = now &+ nanoseconds }
            batch.append(work.event)
        }
        guard !batch.isEmpty else { return nil }
        let isLast = !core.isOpen || isLeaving.load(ordering: .sequentiallyConsistent)
        guard batch.count >= size || now >= collectedDue || core.isStepped || isLast else {
            collected.withLock { $0 = batch }
            lingerUntil.store(collectedDue, ordering: .sequentiallyConsistent)
            // Looked at again: the end of the bus may have come meanwhile.
            if core.hasEnded { core.collectUndelivered() }
            core.hurryTicks()
            return nil
        }
        lingerUntil.store(0, ordering: .sequentiallyConsistent)
        return Work(Delivery(lane: self, batch: batch))
    }

    private func takeCollected() -> [EventHeader] {
        collected.withLock { collected in
            defer { collected = [] }
            return collected
        }
    }

    private func takeSearch() -> Bool {
        searching.compareExchange(
            expected: false, desired: true, ordering: .sequentiallyConsistent
        ).exchanged
    }

    func endSearch() {
        searching.store(false, ordering: .sequentiallyConsistent)
    }

    private func wakeParked() -> Bool {
        guard let place = parked.pop() else { return false }
        let continuation = unsafe slots[place].continuation
        unsafe slots[place].continuation = nil
        unsafe continuation?.resume()
        return true
    }

    /// Whether nobody works here but what is stuck.
    private var hasNoWorker: Bool { workers.load(ordering: .relaxed) <= stuck }

    private func spawn() -> Bool {
        guard core.claimTask(isOnlyOne: hasNoWorker) else { return false }
        guard let place = vacant.pop() else {
            core.returnTask()
            return false
        }
        workers.wrappingAdd(1, ordering: .relaxed)
        let slot = slots[place]
        let executor = suspendsOften.load(ordering: .relaxed) ? executor : nil
        let isAtHome = executor != nil || self.executor == nil
        slot.hold(core.spawn(on: executor) { await self.work(in: slot, isAtHome: isAtHome) })
        return true
    }

    nonisolated(nonsending) private func park(_ slot: WorkerSlot) async {
        await unsafe withUnsafeContinuation { continuation in
            unsafe slot.continuation = continuation
            parked.push(slot.index)
            if core.hasEnded || isLeaving.load(ordering: .sequentiallyConsistent) {
                wakeAll()
            } else {
                signal()
            }
        }
    }

    /// One worker's life.
    ///
    /// It starts with the right to search, and gives it up when it finds work; unless the handler `isBrief`, then it
    /// works alone.
    ///
    /// - Parameters:
    ///   - slot: Its place.
    ///   - isAtHome: Whether it runs where it is to run if the handler suspends often.
    nonisolated(nonsending) private func work(in slot: WorkerSlot, isAtHome: Bool) async {
        // Taken once: all workers would fight over the closure's reference count with each event.
        let handle = plan.handle
        var turn = 0
        var isSearching = true
        /// Whether another worker does it all.
        var isSpare = false
        var hasYielded = false
        var pace = WorkerPace()
        /// When the next invocation starts, if that is known; else `Lane.unknown`.
        var start = Self.unknown
        while !core.hasEnded {
            guard !isSpare, let work = next(turn: &turn) else {
                // Others get a turn, perhaps a publisher with more: cheaper than to be woken for it.
                if !isSearching, !isSpare { isSearching = takeSearch() }
                if isSearching, !hasYielded {
                    hasYielded = true
                    await Task.yield()
                    continue
                }
                if isSearching { endSearch() }
                isSearching = false
                if isLeaving.load(ordering: .sequentiallyConsistent), !hasWork { break }
                core.noteIdleWorker()
                let parkedAt = core.now().monotonicNanoseconds
                await park(slot)
                isSearching = true
                isSpare = false
                hasYielded = false
                pace = WorkerPace()
                start = core.now().monotonicNanoseconds
                // What was true of the last burst need not be of this one.
                if start &- parkedAt > Self.longPause { isBrief.store(false, ordering: .relaxed) }
                continue
            }
            if isSearching {
                isSearching = isBrief.load(ordering: .relaxed)
                hasYielded = false
                if !isSearching { callNext() }
                start = Self.unknown
            }
            if start == Self.unknown { start = core.now().monotonicNanoseconds }
            // One for as long as there is more to do: each would count one more reference to the slot.
            var invocation = Invocation(slot: slot, work: consume work)
            var isRestDue = false
            while true {
                switch handle {
                case .immediate(let call):
                    let end = perform(&invocation, in: slot, at: start, calling: call)
                    if isSearching, end == Self.unknown || end &- start > Self.longestAlone {
                        isBrief.store(false, ordering: .relaxed)
                        isSearching = false
                        callNext()
                    }
                    if end == Self.unknown { await leaveToTicker(invocation, in: slot) }
                    start = end
                case .suspending(let call):
                    let thread = current_thread()
                    start = await perform(&invocation, in: slot, at: start, calling: call)
                    if thread != current_thread() { pace.noteMove() }
                }
                guard start != Self.unknown else { return }  // the place is no longer this worker's
                isRestDue = pace.isDue()
                guard !isRestDue, !core.hasEnded, let work = next(turn: &turn) else { break }
                invocation.work = consume work
            }
            guard isRestDue else { continue }
            if !isAtHome, mayMoveHome(from: slot, pace) { break }
            if case .immediate = handle, let isBrief = pace.isBrief(at: start) {
                self.isBrief.store(isBrief, ordering: .relaxed)
                if isBrief, !isSearching {
                    isSearching = takeSearch()
                    isSpare = !isSearching
                    if isSpare { continue }
                }
            }
            start = await pace.rest(queues, at: start) { core.now().monotonicNanoseconds }
        }
        if isSearching { endSearch() }
        leave(slot)
    }

    /// Whether a worker is to leave, so that another takes its place on the lane's executor.
    private func mayMoveHome(from slot: WorkerSlot, _ pace: WorkerPace) -> Bool {
        if pace.hasMovedOften { suspendsOften.store(true, ordering: .relaxed) }
        return suspendsOften.load(ordering: .relaxed) && core.maySpawn && slot.letGo()
    }

    /// Gives up the right to search, and calls the next worker if there is more: who brought it meanwhile has woken
    /// nobody.
    ///
    /// Looked at before `signal` does, because the handler waits, and what that looks at first was changed by the
    /// publisher.
    private func callNext() {
        endSearch()
        if hasWork { signal() }
    }

    private func leave(_ slot: WorkerSlot) {
        handOverBatch()
        workers.wrappingSubtract(1, ordering: .relaxed)
        core.returnTask()
        vacant.push(slot.index)
        if !core.hasEnded { signal() }
        core.noteIdleWorker()
    }

    /// Leaves a batch that is being collected to others, as when a handler is paused and then leaves: to the lane's
    /// next worker, or to the end of the bus.
    private func handOverBatch() {
        let batch = takeCollected()
        guard !batch.isEmpty else { return }
        lingerUntil.store(0, ordering: .sequentiallyConsistent)
        let delivery = Delivery(lane: self, batch: batch)
        guard !core.hasEnded else { return leaveUndelivered(Work(delivery)) }
        retrying.wrappingAdd(1, ordering: .sequentiallyConsistent)
        resume(delivery)
        // Looked at again: the end of the bus may have collected meanwhile.
        if core.hasEnded { core.collectUndelivered() }
    }
}
