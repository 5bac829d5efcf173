import Synchronization

/// An atomic number that shares its cache line with no neighbour, on either side.
///
/// Without the words before it, a pointer that every thread reads would lie in the line of a number
/// that one thread keeps writing, and each read would fetch that line anew.
struct Padded: ~Copyable, Sendable {
    private typealias Words = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

    private let before: (Words, UInt64) = ((0, 0, 0, 0, 0, 0, 0), 0)
    let value: Atomic<UInt64>
    private let after: Words = (0, 0, 0, 0, 0, 0, 0)

    init(_ initial: UInt64 = 0) {
        value = Atomic(initial)
    }
}
