import Synchronization

/// Deliveries on their way to the dead-letter sink: pushed by many, taken all at once by one.
///
/// Linked through the deliveries themselves, so pushing allocates nothing.
@safe struct DeliveryStack: ~Copyable, Sendable {
    private let top = unsafe Atomic<Unmanaged<Delivery>?>(nil)

    deinit {
        _ = takeAll()
    }

    var isEmpty: Bool { unsafe top.load(ordering: .sequentiallyConsistent) == nil }

    /// Adds a delivery, which the caller gives away.
    ///
    /// - Complexity: O(1), lock-free.
    func push(_ delivery: Delivery) {
        let new = unsafe Unmanaged.passRetained(delivery)
        var old = unsafe top.load(ordering: .relaxed)
        while true {
            unsafe delivery.below = old
            // Releases the delivery and its link to the exchange in `takeAll`.
            let (exchanged, found) = unsafe top.compareExchange(
                expected: old, desired: new, ordering: .sequentiallyConsistent)
            if exchanged { return }
            unsafe old = found
        }
    }

    /// Takes all deliveries out, the first one pushed first.
    func takeAll() -> [Delivery] {
        var next = unsafe top.exchange(nil, ordering: .sequentiallyConsistent)
        var deliveries: [Delivery] = []
        while let delivery = unsafe next?.takeRetainedValue() {
            unsafe next = delivery.below
            unsafe delivery.below = nil
            deliveries.append(delivery)
        }
        deliveries.reverse()
        return deliveries
    }
}
