import Synchronization

/// The newest waiting event of each key.
///
/// A key owns a cell for good, found by open addressing. Publishing exchanges the event into the
/// cell: what comes out is replaced, and if nothing came out the cell's number goes into the ring
/// of cells that wait. So a burst takes no room beyond the keys that there are, nobody waits for
/// anybody, and a key keeps the place in line that its first waiting event got.
///
/// `@unchecked Sendable`: the only memory behind the pointers is atomics.
@safe final class CoalescingTable: @unchecked Sendable {
    private let size: Int
    private let keyLimit: Int
    /// 0 marks a cell that no key owns; key 0 itself owns the extra cell at the end.
    private let keys: UnsafeMutablePointer<Atomic<UInt64>>
    private let cells: UnsafeMutablePointer<Atomic<Unmanaged<EventHeader>?>>
    private let orderKeys: UnsafeMutablePointer<Atomic<UInt64>>
    private let stamps: UnsafeMutablePointer<Atomic<Int64>>
    private let waiting: IndexRing
    private let keyCount = Atomic<Int>(0)
    private let arrivals = Padded()
    private let departures = Padded()

    init(keyLimit: Int) {
        self.keyLimit = keyLimit
        var size = 2
        while size < 2 * keyLimit { size <<= 1 }
        self.size = size
        unsafe keys = .allocate(capacity: size + 1)
        unsafe cells = .allocate(capacity: size + 1)
        unsafe orderKeys = .allocate(capacity: size + 1)
        unsafe stamps = .allocate(capacity: size + 1)
        for cell in 0...size {
            unsafe (keys + cell).initialize(to: Atomic(0))
            unsafe (cells + cell).initialize(to: Atomic(nil))
            unsafe (orderKeys + cell).initialize(to: Atomic(0))
            unsafe (stamps + cell).initialize(to: Atomic(.max))
        }
        waiting = IndexRing(capacity: size + 1, filled: false)
    }

    deinit {
        for cell in 0...size {
            unsafe cells[cell].load(ordering: .acquiring)?.release()
        }
        unsafe keys.deinitialize(count: size + 1)
        unsafe cells.deinitialize(count: size + 1)
        unsafe orderKeys.deinitialize(count: size + 1)
        unsafe stamps.deinitialize(count: size + 1)
        unsafe keys.deallocate()
        unsafe cells.deallocate()
        unsafe orderKeys.deallocate()
        unsafe stamps.deallocate()
    }

    var arrived: UInt64 { arrivals.value.load(ordering: .sequentiallyConsistent) }
    var departed: UInt64 { departures.value.load(ordering: .sequentiallyConsistent) }
    var depth: Int { Int(Int64(bitPattern: arrived &- departed)) }

    /// Whether a cell waits that nobody has claimed; see `IndexRing.isEmpty`.
    var hasEvents: Bool { !waiting.isEmpty }

    /// The cell of a key, or `nil` when it owns none and there is none left.
    func cell(of key: UInt64) -> Int? {
        guard key != 0 else { return size }
        // A multiplication by the golden ratio spreads neighbouring keys.
        var cell = Int((key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (size - 1)
        while true {
            let owner = unsafe keys[cell].load(ordering: .relaxed)
            if owner == key { return cell }
            if owner == 0 {
                guard keyCount.load(ordering: .relaxed) < keyLimit else { return nil }
                let (exchanged, found) = unsafe keys[cell].compareExchange(
                    expected: 0, desired: key, ordering: .relaxed)
                if exchanged {
                    keyCount.wrappingAdd(1, ordering: .relaxed)
                    return cell
                }
                if found == key { return cell }
            }
            cell = (cell + 1) & (size - 1)
        }
    }

    /// Puts an event into its key's cell, and takes over a reference to it.
    ///
    /// - Returns: The older event that it replaced, or `nil` when none waited.
    func put(
        _ event: Unmanaged<EventHeader>, in cell: Int, orderKey: UInt64
    ) -> EventHeader? {
        var newest = unsafe event
        while true {
            // Once it is in, somebody else may release it.
            let (sequence, receivedAt) = unsafe newest._withUnsafeGuaranteedRef {
                ($0.sequence, $0.receivedAt)
            }
            // Releases the event to the acquire in `take`; the exchange keeps the retain before it.
            let out = unsafe cells[cell].exchange(newest, ordering: .acquiringAndReleasing)
            guard let other = unsafe out else {
                unsafe orderKeys[cell].store(orderKey, ordering: .relaxed)
                unsafe stamps[cell].store(receivedAt, ordering: .relaxed)
                // Counted first: else it could be handled, and count as settled, before it counts as having come,
                // and a drain would take the bus for idle while the publisher's own event runs.
                arrivals.value.wrappingAdd(1, ordering: .sequentiallyConsistent)
                waiting.enqueue(UInt32(cell))
                return nil
            }
            if unsafe other._withUnsafeGuaranteedRef({ $0.sequence <= sequence }) {
                return unsafe other.takeRetainedValue()
            }
            unsafe newest = other  // another publisher was ahead with a newer one: put that back
        }
    }

    /// Claims the cell that has waited longest.
    func next() -> UInt32? { waiting.dequeue() }

    /// The key by which events of a claimed cell are ordered.
    func orderKey(of cell: UInt32) -> UInt64 {
        unsafe orderKeys[Int(cell)].load(ordering: .relaxed)
    }

    /// Takes the newest event out of a claimed cell.
    func take(_ cell: UInt32) -> EventHeader {
        unsafe stamps[Int(cell)].store(.max, ordering: .relaxed)
        let event = unsafe cells[Int(cell)].exchange(nil, ordering: .acquiringAndReleasing)
        departures.value.wrappingAdd(1, ordering: .sequentiallyConsistent)
        guard let event = unsafe event?.takeRetainedValue() else {
            preconditionFailure("cell \(cell) waits without an event")
        }
        return event
    }

    /// When the oldest waiting cell got its first event, or `nil`.
    var oldest: Int64? {
        guard depth > 0 else { return nil }
        var oldest = Int64.max
        for cell in 0...size {
            oldest = min(oldest, unsafe stamps[cell].load(ordering: .relaxed))
        }
        return oldest == .max ? nil : oldest
    }
}
