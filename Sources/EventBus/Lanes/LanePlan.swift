/// A subscription's options without its payload type, and what to call.
struct LanePlan: Sendable {
    /// What a worker calls.
    enum Handle: Sendable {
        /// Returns without ever having suspended, so that workers call it as any function.
        case immediate(Immediate)
        /// May suspend.
        case suspending(Suspending)

        typealias Immediate = @Sendable (Invocation) throws -> Void
        typealias Suspending = nonisolated(nonsending) @Sendable (Invocation) async throws -> Void
    }

    enum Mode: Sendable {
        case parallel
        case serial
        case keyed(by: @Sendable (EventHeader) -> UInt64)
        case batch(upTo: Int, withinNanoseconds: Int64)
    }

    enum Overflow: Sendable {
        case suspend
        case fail
        case dropOldest
        case dropNewest
        case coalesce(by: @Sendable (EventHeader) -> UInt64?)
    }

    var name: String
    var patterns: [TopicPattern]
    var exceptions: [TopicPattern]
    var mode: Mode
    var limit: Int
    var overflow: Overflow
    var capacity: Int
    var timeoutNanoseconds: Int64
    var retry: RetryPolicy
    var stage: Int
    var breaker: BreakerPolicy?
    var stuckLimit: Int
    var stopsForDeadLetters: Bool
    var filter: (@Sendable (EventHeader) throws -> Bool)?
    var handle: Handle

    /// Whether a full queue may refuse an event.
    ///
    /// Such lanes are asked first.
    var mayRefuse: Bool {
        switch overflow {
        case .suspend, .fail, .coalesce: true
        case .dropOldest, .dropNewest: false
        }
    }

    /// Whether an event that waits for its retry keeps all others waiting.
    var isOrdered: Bool {
        switch mode {
        case .serial, .batch: true
        case .parallel, .keyed: false
        }
    }

    func covers(_ topic: String) -> Bool {
        patterns.contains { $0.matches(topic) } && !exceptions.contains { $0.matches(topic) }
    }

    var policyText: String {
        switch mode {
        case .parallel: "parallel \(limit)"
        case .serial: "serial"
        case .keyed: "keyed \(limit)"
        case .batch(let size, let nanoseconds): "batch \(size) within \(nanoseconds / 1_000_000) ms"
        }
    }

    var overflowText: String {
        switch overflow {
        case .suspend: "suspend"
        case .fail: "fail"
        case .dropOldest: "drop oldest"
        case .dropNewest: "drop newest"
        case .coalesce: "coalesce"
        }
    }
}
