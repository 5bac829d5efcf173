import Dispatch
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
    private static let count = 300
    /// Events before those that are measured: as many as the history holds, or each would need new memory.
    private static let warmUp = 1_100

    /// Microseconds, with a task as the publisher, as all of the engine's are: it sleeps and publishes.
    ///
    /// - Parameter share: Which of the waits, in ascending order: 0.5 is the median.
    /// - Returns: That wait.
    /// - Throws: `Lost` when not every event came to the handler.
    static func fromTask(_ share: Double) async throws -> Double {
        try await waits(share) { bus in
            for event in 0..<warmUp + count {
                if event >= warmUp { try await Task.sleep(for: .milliseconds(1)) }
                try await bus.publish(draft)
            }
        }
    }

    /// Microseconds, with a thread outside the pool as the publisher, which sleeps as the one in `ThreadWake` does, and
    /// then waits for the handler as that one waits for the other thread.
    ///
    /// If it went back to sleep at once, it would still be setting its timer while the worker waits for the processor
    /// that both share.
    ///
    /// - Parameter share: Which of the waits, in ascending order: 0.5 is the median.
    /// - Returns: That wait.
    /// - Throws: `Lost` when not every event came to the handler.
    static func fromThread(_ share: Double) async throws -> Double {
        let handled = DispatchSemaphore(value: 0)
        return try await waits(share, handled: { handled.signal() }) { bus in
            await withCheckedContinuation { ended in
                Thread.detachNewThread {
                    for event in 0..<warmUp + count {
                        if event >= warmUp { usleep(1000) }
                        // Capacity is a thousand times what waits: it is never refused.
                        _ = try? bus.tryPublish(draft)
                        handled.wait()
                    }
                    ended.resume()
                }
            }
        }
    }

    private static var draft: EventDraft<ContinuousClock.Instant> {
        EventDraft("bench.event", .now, source: "bench")
    }

    private static func waits(
        _ share: Double, handled: @escaping @Sendable () -> Void = {},
        publish: (Bus<ContinuousClock.Instant>) async throws -> Void
    ) async throws -> Double {
        let bus = Bus<ContinuousClock.Instant>()
        let waits = Mutex<[Double]>([])
        try bus.subscribe("idle", to: ["bench.event"]) { context in
            let wait = ContinuousClock.now - context.payload
            waits.withLock { $0.append(Double(wait.components.attoseconds) / 1e12) }
            handled()
        }
        try await publish(bus)
        _ = await bus.stop(within: .seconds(5))
        let measured = waits.withLock { $0 }
        guard measured.count == warmUp + count else {
            throw Lost(events: warmUp + count - measured.count)
        }
        return Figure.percentile(share, of: Array(measured.suffix(count)))
    }

    private struct Lost: Error {
        let events: Int
    }
}
