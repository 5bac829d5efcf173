import Synchronization
import Trading

/// When each source of data was last heard, by the wall clock.
final class HeardSources: Sendable {
    private struct Entry {
        var at: Timestamp
        var detail = ""
        var isEnded = false
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let clock = WallClock()

    func note(_ source: String) {
        let now = clock.now
        entries.withLock { $0[source, default: Entry(at: now)].at = now }
    }

    func note(_ source: String, detail: String, isEnded: Bool) {
        let now = clock.now
        entries.withLock { $0[source] = Entry(at: now, detail: detail, isEnded: isEnded) }
    }

    /// Every source by name; one that is silent for longer than `lateAfterSeconds` is late.
    func statuses(lateAfterSeconds: Double) -> [SourceStatus] {
        let now = clock.now
        return entries.withLock { $0 }.sorted { $0.key < $1.key }.map { name, entry in
            // Only a feed is expected to speak all the time.
            let isLate = name == "feed" && now.seconds(since: entry.at) > lateAfterSeconds
            return SourceStatus(
                name: name, state: entry.isEnded ? .ended : isLate ? .late : .fresh,
                lastHeardAt: entry.at, detail: entry.detail)
        }
    }
}
