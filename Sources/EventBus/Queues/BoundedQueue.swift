import Synchronization

/// A lock-free queue of a fixed number of objects, for any number of producers and consumers.
///
/// An element lies in a cell, and a ring of cell numbers keeps the order. Room is counted apart, so
/// that it can be held before there is an element: the holder may take its time, and stops nobody,
/// before it commits an element or gives the room back. There are at least twice as many cells as
/// there is room, so a producer finds an empty one at its first or second try.
///
/// Who puts an element into a cell compare-exchanges it for nothing; who has taken the cell's number
/// out of the ring owns the cell until it has emptied it. An element is published by
/// read-modify-writes, across which the optimiser moves no retain: a plain releasing store would
/// let it retain the element after a consumer has already freed it.
///
/// `@unchecked Sendable`: the only memory behind the pointer is atomics, and each reference in them
/// has one owner at a time.
@safe package struct BoundedQueue<Element: AnyObject>: ~Copyable, @unchecked Sendable {
    /// Room for one element, or a cell with one.
    package struct Slot: Hashable, Sendable {
        /// The element's cell; of room, the cell to try first.
        let index: UInt32
    }

    @safe private struct Cell: ~Copyable {
        let element = unsafe Atomic<Unmanaged<Element>?>(nil)
        /// `.max` while the cell is empty.
        let stamp = Atomic<Int64>(.max)
    }

    /// The most elements the queue holds.
    package let capacity: Int
    private let room: RoomCount
    private let order: IndexRing
    private let cells: UnsafeMutablePointer<Cell>
    private let size: Int

    /// Creates an empty queue.
    ///
    /// - Parameter capacity: The most elements it holds, at least 1.
    package init(capacity: Int) {
        self.capacity = capacity
        room = RoomCount(capacity: capacity)
        var size = 2
        while size < 2 * capacity { size <<= 1 }
        self.size = size
        order = IndexRing(capacity: size, filled: false)
        unsafe cells = .allocate(capacity: size)
        for cell in 0..<size { unsafe (cells + cell).initialize(to: Cell()) }
    }

    deinit {
        for cell in 0..<size { unsafe cells[cell].element.load(ordering: .acquiring)?.release() }
        unsafe cells.deinitialize(count: size)
        unsafe cells.deallocate()
    }

    /// The memory that the queue takes beside its elements.
    var byteCount: Int { size * MemoryLayout<Cell>.stride + order.byteCount }
    /// How often room was taken.
    package var taken: UInt64 { room.taken }
    /// How often room was given back.
    package var given: UInt64 { room.given }
    /// Whether no element waits that nobody has claimed.
    package var isEmpty: Bool { order.isEmpty }

    /// Takes room for one element, or returns `nil` when there is none.
    package func reserve() -> Slot? {
        room.take().map { Slot(index: UInt32(truncatingIfNeeded: $0) & UInt32(size - 1)) }
    }

    /// Puts an element into reserved room, at the end of the queue.
    ///
    /// - Parameters:
    ///   - slot: What `reserve` has returned.
    ///   - element: The element.
    ///   - stamp: A time to find it by, for `oldestStamp`.
    package func commit(_ slot: Slot, _ element: Element, stamp: Int64 = 0) {
        unsafe commit(slot, reference: .passRetained(element), stamp: stamp)
    }

    /// Puts an element into reserved room, at the end of the queue, and takes over a reference to it.
    func commit(_ slot: Slot, reference element: Unmanaged<Element>, stamp: Int64) {
        var cell = Int(slot.index)
        // Acquires the emptying of the cell by its last owner, and keeps the retain before it.
        while unsafe !cells[cell].element.compareExchange(
            expected: nil, desired: element, ordering: .acquiringAndReleasing
        ).exchanged {
            cell = (cell + 1) & (size - 1)
        }
        unsafe cells[cell].stamp.store(stamp, ordering: .relaxed)
        order.enqueue(UInt32(cell))  // releases both to the consumer that dequeues the number
    }

    /// Gives reserved room back.
    package func cancel(_ slot: Slot) {
        room.give()
    }

    /// Claims the oldest element and leaves it in its cell, which only the caller may use now.
    package func next() -> Slot? {
        order.dequeue().map(Slot.init)
    }

    /// Calls a function with the element of a slot that the caller has claimed.
    package func withElement<Result>(in slot: Slot, _ body: (Element) -> Result) -> Result {
        guard let element = unsafe cells[Int(slot.index)].element.load(ordering: .relaxed) else {
            preconditionFailure("cell \(slot.index) was claimed without an element")
        }
        return unsafe element._withUnsafeGuaranteedRef(body)
    }

    /// Moves the element out of a claimed slot and gives the room back.
    package func take(_ slot: Slot) -> Element {
        let cell = Int(slot.index)
        guard let element = unsafe cells[cell].element.load(ordering: .relaxed) else {
            preconditionFailure("cell \(cell) was claimed without an element")
        }
        unsafe cells[cell].stamp.store(.max, ordering: .relaxed)
        // Releases the stamp to the compare-exchange of the next producer. A plain store will do:
        // the reference goes to us as it is, without a retain that could be moved past it.
        unsafe cells[cell].element.store(nil, ordering: .releasing)
        room.give()
        return unsafe element.takeRetainedValue()
    }

    /// Adds an element, or returns `false` when there is no room.
    package func push(_ element: Element) -> Bool {
        guard let slot = reserve() else { return false }
        commit(slot, element)
        return true
    }

    /// Removes the oldest element.
    package func pop() -> Element? {
        next().map { take($0) }
    }

    /// The lowest stamp of the elements in the queue, or `nil` when there is none.
    ///
    /// - Complexity: O(capacity); for statistics.
    package var oldestStamp: Int64? {
        var oldest = Int64.max
        for cell in 0..<size {
            oldest = min(oldest, unsafe cells[cell].stamp.load(ordering: .relaxed))
        }
        return oldest == .max ? nil : oldest
    }
}
