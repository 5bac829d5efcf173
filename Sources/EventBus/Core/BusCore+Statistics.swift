import Synchronization

/// Reading the numbers. Nothing here slows a publisher: counters are atomic and only read.
extension BusCore {
    func statistics() -> BusStatistics {
        let now = now().monotonicNanoseconds
        let (active, leaving, gone) = registry.withLock { ($0.lanes, $0.leaving, $0.gone) }
        let rates = meter.executedPerSecond
        var statistics = gone
        for lane in active {
            let handler = lane.statistics(
                now: now, executedPerSecond: rates[lane.index] ?? 0)
            statistics.add(handler)
            statistics.handlers.append(handler)
            statistics.processedPerSecond += handler.executedPerSecond
        }
        for lane in leaving { statistics.add(lane.statistics(now: now, executedPerSecond: 0)) }
        statistics.published = published.value
        statistics.throttled = throttled.load(ordering: .relaxed)
        statistics.refused = refused.load(ordering: .relaxed)
        statistics.historyCount = Int(
            min(published.value, UInt64(max(0, configuration.historyLimit))))
        statistics.deadLetterBacklog = letters.backlog
        statistics.subscriptions = active.count
        statistics.tasksAlive = tasksAlive.load(ordering: .relaxed)
        statistics.taskCeiling = configuration.taskCeiling
        statistics.suspendedPublishers = (active + leaving).reduce(0) {
            $0 + $1.queues.suspendedPublishers
        }
        statistics.publishedPerSecond = meter.publishedPerSecond
        statistics.uptimeNanoseconds = now &- meter.startedAt
        return statistics
    }
}
