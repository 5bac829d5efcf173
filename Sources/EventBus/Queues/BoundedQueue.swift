import Synchronization

/// A lock-free queue of a fixed number of objects, for any number of producers and consumers.
///
/// Two rings of slot numbers, one of free slots and one of filled ones, over an array of values.
/// Taking a free slot reserves room; the holder may take its time, and stops nobody, before it
/// commits a value or gives the slot back.
///
/// A slot's value is touched only by the thread that took its number out of a ring. The rings
/// publish with read-modify-writes, across which the optimiser moves no retain: a plain releasing
/// store would let it retain the value after a consumer has already freed it.
///
/// `@unchecked Sendable`: by the above, each value has one owner at a time.
@safe package struct BoundedQueue<Element: AnyObject>: ~Copyable, @unchecked Sendable {
    /// Room for one element.
    package struct Slot: Hashable, Sendable {
        let index: UInt32
    }

    /// The most elements the queue holds.
    package let capacity: Int
    private let free: IndexRing
    private let filled: IndexRing
    private let values: UnsafeMutablePointer<Element>

    /// Creates an empty queue.
    ///
    /// - Parameter capacity: The most elements it holds, at least 1.
    package init(capacity: Int) {
        self.capacity = capacity
        free = IndexRing(capacity: capacity, filled: true)
        filled = IndexRing(capacity: capacity, filled: false)
        unsafe values = .allocate(capacity: capacity)
    }

    deinit {
        while let slot = filled.dequeue() { unsafe (values + Int(slot)).deinitialize(count: 1) }
        unsafe values.deallocate()
    }

    /// Takes room for one element, or returns `nil` when there is none.
    package func reserve() -> Slot? {
        free.dequeue().map(Slot.init)
    }

    /// Puts an element into reserved room, at the end of the queue.
    package func commit(_ slot: Slot, _ element: consuming Element) {
        unsafe (values + Int(slot.index)).initialize(to: element)
        filled.enqueue(slot.index)
    }

    /// Gives reserved room back.
    package func cancel(_ slot: Slot) {
        free.enqueue(slot.index)
    }

    /// Claims the oldest element and leaves it in its slot, which only the caller may use now.
    package func next() -> Slot? {
        filled.dequeue().map(Slot.init)
    }

    /// The element of a slot that the caller has claimed.
    package func element(in slot: Slot) -> Element {
        unsafe values[Int(slot.index)]
    }

    /// Moves the element out of a claimed slot.
    ///
    /// The slot stays the caller's, as reserved room.
    package func move(_ slot: Slot) -> Element {
        unsafe (values + Int(slot.index)).move()
    }

    /// Moves the element out of a claimed slot and gives the room back.
    package func take(_ slot: Slot) -> Element {
        let element = move(slot)
        free.enqueue(slot.index)
        return element
    }

    /// Adds an element, or returns `false` when there is no room.
    package func push(_ element: consuming Element) -> Bool {
        guard let slot = reserve() else { return false }
        commit(slot, element)
        return true
    }

    /// Removes the oldest element.
    package func pop() -> Element? {
        next().map { take($0) }
    }
}
