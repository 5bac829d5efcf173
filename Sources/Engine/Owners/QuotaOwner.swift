import Synchronization
import Trading

/// The owner of the strategies' quotas of the day.
final class QuotaOwner: Sendable {
    private let quota = Mutex(SignalQuota())

    func restore(_ records: [SignalRecord], on day: CalendarDay) {
        quota.withLock { $0 = SignalQuota(records: records, on: day) }
    }

    func take(_ signal: Signal, rules: DeskRules, on day: CalendarDay) -> Denial? {
        quota.withLock { $0.take(signal, rules: rules, on: day) }
    }
}
