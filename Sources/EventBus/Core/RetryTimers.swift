import Synchronization

/// Deliveries that wait for their retry, by the time at which they are due.
///
/// Cold: used by what has failed. A binary heap, so that many failures at once stay cheap; equal
/// times keep the order in which they came.
final class RetryTimers: Sendable {
    private struct Timer {
        let due: Int64
        let order: UInt64
        /// Held here, since the delivery does not: whoever takes it out may be the last to know of the lane.
        let lane: Lane
        let delivery: Delivery

        static func < (lhs: Timer, rhs: Timer) -> Bool {
            (lhs.due, lhs.order) < (rhs.due, rhs.order)
        }
    }

    private struct State {
        var heap: [Timer] = []
        var order: UInt64 = 0
    }

    private let state = Mutex(State())

    func add(_ delivery: Delivery, of lane: Lane, due: Int64) {
        state.withLock { state in
            state.heap.append(Timer(due: due, order: state.order, lane: lane, delivery: delivery))
            state.order += 1
            Self.siftUp(&state.heap)
        }
    }

    /// Takes out what is due, in order, each with its lane.
    func takeDue(at now: Int64) -> [(lane: Lane, delivery: Delivery)] {
        state.withLock { state in
            var due: [(lane: Lane, delivery: Delivery)] = []
            while let first = state.heap.first, first.due <= now {
                due.append((first.lane, first.delivery))
                let last = state.heap.removeLast()
                if !state.heap.isEmpty {
                    state.heap[0] = last
                    Self.siftDown(&state.heap)
                }
            }
            return due
        }
    }

    private static func siftUp(_ heap: inout [Timer]) {
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private static func siftDown(_ heap: inout [Timer]) {
        var parent = 0
        while 2 * parent + 1 < heap.count {
            var child = 2 * parent + 1
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < heap[parent] else { return }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
