import Synchronization

/// The end of a bus: intake closes, queues empty, what is left is accounted for.
extension BusCore {
    /// Closes the intake to all but handlers, and waits until nothing is left to do.
    ///
    /// It returns by its deadline whatever handlers, publishers or the sink do.
    func drain(within limit: Duration) async -> DrainReport {
        let deadline = now().monotonicNanoseconds &+ limit.nanoseconds
        let isLate = { self.now().monotonicNanoseconds >= deadline }
        // Under the lock, so that no handler is subscribed behind our back.
        _ = registry.withLock { _ in
            phase.compareExchange(
                expected: Phase.open, desired: Phase.draining, ordering: .sequentiallyConsistent)
        }
        hurryTicks()
        let released = releaseWaiters(includingHandlers: false)
        let lanes = lanes
        let settledBefore = Self.traffic(of: lanes).settled
        if isStepped {
            await Stepper(self).runUntilIdle()
        } else {
            await gate.synchronize(orUntil: isLate)
            for lane in lanes { lane.nudge() }
            while !isIdle, !isLate(), !hasEnded {
                await bell.wait { isIdle || isLate() || hasEnded }
            }
        }
        return report(on: lanes, settledBefore: settledBefore, released: released)
    }

    /// Drains, then lets workers and timers go.
    func stop(within limit: Duration) async -> DrainReport {
        var report = await drain(within: limit)
        let released = end()
        report.releasedPublishers += released
        return report
    }

    /// Ends the bus at once.
    ///
    /// What waits is kept as undelivered.
    @discardableResult
    func end() -> Int {
        phase.store(Phase.ended, ordering: .sequentiallyConsistent)
        let released = releaseWaiters(includingHandlers: true)
        stopTicking()
        bell.ring()
        for lane in lanes {
            lane.wakeAll()
            for slot in lane.slots { slot.cancel() }
            lane.executor?.retire()
        }
        collectUndelivered()
        return released
    }

    /// Ends the bus and breaks the circle of references between it and its lanes.
    func abandon() {
        end()
        letters.abandon(self)
        tables.replace(with: [])
        _ = takeReadyLanes()
        registry.withLock { registry in
            registry.lanes = []
            registry.leaving = []
        }
        // The old tables hold lanes too. A late handler may still be publishing with one.
        Task.detached { [self] in await tables.releaseRetired { await gate.synchronize() } }
    }

    /// Takes what is left out of the queues.
    ///
    /// Only once the bus has ended.
    func takeUndelivered() -> [(handler: String, event: EventHeader)] {
        collectUndelivered()
        return registry.withLock { registry in
            defer { registry.undelivered = [] }
            return registry.undelivered
        }
    }

    /// Takes out what waits for its retry and what is left in the queues.
    ///
    /// Called by the end of the bus, and again by whoever has brought something without knowing of it.
    func collectUndelivered() {
        for (lane, delivery) in timers.takeDue(at: .max) {
            lane.retrying.wrappingSubtract(1, ordering: .sequentiallyConsistent)
            lane.leaveUndelivered(Work(delivery))
        }
        // Twice: settling an event may have given it to a later stage.
        var wasAny = true
        while wasAny {
            wasAny = false
            for lane in lanes {
                while let work = lane.takeLeftover() {
                    wasAny = true
                    lane.leaveUndelivered(work)
                }
            }
        }
    }

    private func releaseWaiters(includingHandlers: Bool) -> Int {
        lanes.reduce(0) {
            $0 + $1.queues.releaseWaiters(.closed, includingHandlers: includingHandlers)
        }
    }

    /// Whether nothing is under way.
    ///
    /// All counts only grow, and what a delivery leads to is counted before the delivery is counted
    /// as settled. So if two collections agree, and all that came is settled, then nothing was
    /// under way between them.
    private var isIdle: Bool {
        let lanes = lanes
        return Self.isIdle { letters.backlog == 0 ? Self.traffic(of: lanes) : nil }
    }

    /// Whether two collections agree that nothing is under way; `collect` returns `nil` when
    /// something else is.
    static func isIdle(_ collect: () -> Lane.Traffic?) -> Bool {
        guard let first = collect(), first.came == first.settled else { return false }
        return first == collect()
    }

    private static func traffic(of lanes: [Lane]) -> Lane.Traffic {
        lanes.reduce(into: Lane.Traffic()) { sum, lane in
            let traffic = lane.traffic
            sum.came &+= traffic.came
            sum.settled &+= traffic.settled
        }
    }

    private func report(
        on lanes: [Lane], settledBefore: UInt64, released: Int
    ) -> DrainReport {
        let handlers = lanes.map { $0.statistics(now: 0, executedPerSecond: 0) }
        let remaining = handlers.compactMap { handler -> DrainReport.Remainder? in
            let remainder = DrainReport.Remainder(
                handler: handler.name, queued: handler.depth.total, running: handler.inFlight,
                retrying: handler.retrying)
            let isNone = remainder.queued + remainder.running + remainder.retrying == 0
            return isNone ? nil : remainder
        }
        return DrainReport(
            isComplete: remaining.isEmpty && letters.backlog == 0,
            drained: Int(Self.traffic(of: lanes).settled &- settledBefore),
            releasedPublishers: released,
            stuck: handlers.reduce(0) { $0 + $1.stuck }, deadLetterBacklog: letters.backlog,
            remaining: remaining)
    }
}
