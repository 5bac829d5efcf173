/// A lock-free queue of a fixed number of jobs, for any number of threads.
///
/// `BoundedQueue` for what is no object: a job lies in a cell, one ring keeps the order of the full cells and another
/// the empty ones. Whoever has taken a cell's number out of a ring owns the cell until the number is in the other, and
/// the rings release and acquire what was written there.
///
/// `@unchecked Sendable`: each cell has one owner at a time.
@safe struct JobQueue: ~Copyable, @unchecked Sendable {
    private let full: IndexRing
    private let empty: IndexRing
    private let cells: UnsafeMutablePointer<UnownedJob?>
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        full = IndexRing(capacity: capacity, filled: false)
        empty = IndexRing(capacity: capacity, filled: true)
        unsafe cells = .allocate(capacity: capacity)
        unsafe cells.initialize(repeating: nil, count: capacity)
    }

    deinit {
        unsafe cells.deinitialize(count: capacity)
        unsafe cells.deallocate()
    }

    /// Whether no job waits that nobody has taken; see `IndexRing.isEmpty`.
    var isEmpty: Bool { full.isEmpty }

    /// Adds a job, or returns `false` when there is no room.
    func push(_ job: UnownedJob) -> Bool {
        guard let cell = empty.dequeue() else { return false }
        unsafe cells[Int(cell)] = job
        full.enqueue(cell)
        return true
    }

    /// Removes the oldest job.
    func pop() -> UnownedJob? {
        guard let cell = full.dequeue() else { return nil }
        let job = unsafe cells[Int(cell)]
        empty.enqueue(cell)
        return job
    }
}
