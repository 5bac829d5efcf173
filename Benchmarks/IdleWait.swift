import EventBus
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What passes between publishing to a bus that has been idle for a millisecond and the start of the handler.
enum IdleWait {
    private static let count = 1000

    /// Microseconds, with a thread of its own as the publisher, which sleeps as the one in `ThreadWake` does.
    ///
    /// - Parameter share: Which of the waits, in ascending order: 0.5 is the median.
    /// - Returns: That wait.
    /// - Throws: `Lost` when not every event came to the handler.
    static func fromThread(_ share: Double) async throws -> Double {
        try await waits(share) { bus in
            await withCheckedContinuation { ended in
                Thread.detachNewThread {
                    for _ in 0..<count {
                        usleep(1000)
                        // Capacity is a thousand times what waits: it is never refused.
                        _ = try? bus.tryPublish(draft)
                    }
                    ended.resume()
                }
            }
        }
    }

    /// Microseconds, with a task as the publisher.
    ///
    /// What woke the task is still busy then with its timers, on one of the two cores.
    static func fromTask(_ share: Double) async throws -> Double {
        try await waits(share) { bus in
            for _ in 0..<count {
                try await Task.sleep(for: .milliseconds(1))
                try await bus.publish(draft)
            }
        }
    }

    private static var draft: EventDraft<ContinuousClock.Instant> {
        EventDraft("bench.event", .now, source: "bench")
    }

    private static func waits(
        _ share: Double, publish: (Bus<ContinuousClock.Instant>) async throws -> Void
    ) async throws -> Double {
        let bus = Bus<ContinuousClock.Instant>()
        let waits = Mutex<[Double]>([])
        try bus.subscribe("idle", to: ["bench.event"]) { context in
            let wait = ContinuousClock.now - context.payload
            waits.withLock { $0.append(Double(wait.components.attoseconds) / 1e12) }
        }
        try await publish(bus)
        _ = await bus.stop(within: .seconds(5))
        let measured = waits.withLock { $0 }
        guard measured.count == count else { throw Lost(events: count - measured.count) }
        return Figure.percentile(share, of: measured)
    }

    private struct Lost: Error {
        let events: Int
    }
}
