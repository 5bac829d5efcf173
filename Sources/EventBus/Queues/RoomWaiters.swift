import Synchronization

/// Publishers that wait for room in one queue, first come first served; a handler that finds room passes them.
///
/// Cold: the lock is taken by publishers that found the queue full, and by workers only while such
/// publishers wait. Waiters are woken once half the queue is free, so that a publisher that is
/// faster than its handler is resumed once for many events instead of once for each.
final class RoomWaiters: Sendable {
    enum Outcome { case room, closed, cancelled }

    /// One call of `wait`.
    private final class Call: Sendable {
        /// Whether it was cancelled while it stood in no line; under the lock.
        let isCancelled = Atomic<Bool>(false)
    }

    @safe private struct Waiter {
        let call: Call
        let isHandler: Bool
        let continuation: UnsafeContinuation<Outcome, Never>
    }

    private let line = Mutex<[Waiter]>([])
    /// How many wait.
    ///
    /// Sequentially consistent: a waiter counts itself and then looks for room, a worker makes room
    /// and then looks here, and one of them must see the other.
    private let waiting = Atomic<Int>(0)

    var count: Int { waiting.load(ordering: .sequentiallyConsistent) }

    /// Waits until there may be room.
    ///
    /// `recheck` is called once the caller is in the line: whether it need not wait.
    func wait(isHandler: Bool, unless recheck: @Sendable () -> Outcome?) async -> Outcome {
        let call = Call()
        return await withTaskCancellationHandler {
            await unsafe withUnsafeContinuation { continuation in
                let isCancelled = line.withLock { line in
                    if call.isCancelled.load(ordering: .relaxed) { return true }
                    unsafe line.append(
                        Waiter(call: call, isHandler: isHandler, continuation: continuation))
                    waiting.wrappingAdd(1, ordering: .sequentiallyConsistent)
                    return false
                }
                if isCancelled {
                    unsafe continuation.resume(returning: .cancelled)
                } else if let outcome = recheck() {
                    release(outcome) { $0.call === call }
                }
            }
        } onCancel: {
            let waiter = line.withLock { line -> Waiter? in
                guard let place = line.firstIndex(where: { $0.call === call }) else {
                    call.isCancelled.store(true, ordering: .relaxed)
                    return nil
                }
                waiting.wrappingSubtract(1, ordering: .sequentiallyConsistent)
                return line.remove(at: place)
            }
            unsafe waiter?.continuation.resume(returning: .cancelled)
        }
    }

    /// Wakes as many waiters as there is room for.
    func wake(_ count: Int) {
        let woken = line.withLock { line -> [Waiter] in
            let woken = Array(line.prefix(count))
            line.removeFirst(woken.count)
            waiting.wrappingSubtract(woken.count, ordering: .sequentiallyConsistent)
            return woken
        }
        for waiter in woken { unsafe waiter.continuation.resume(returning: .room) }
    }

    /// Sends waiters away and returns how many; those that are handlers only when asked for.
    @discardableResult
    func release(_ outcome: Outcome, includingHandlers: Bool) -> Int {
        release(outcome) { includingHandlers || !$0.isHandler }
    }

    @discardableResult
    private func release(_ outcome: Outcome, where isMeant: (Waiter) -> Bool) -> Int {
        let released = line.withLock { line -> [Waiter] in
            let released = line.filter(isMeant)
            line.removeAll(where: isMeant)
            waiting.wrappingSubtract(released.count, ordering: .sequentiallyConsistent)
            return released
        }
        for waiter in released { unsafe waiter.continuation.resume(returning: outcome) }
        return released.count
    }
}
