import Synchronization

/// An atomic number that shares its cache line with no neighbour.
///
/// 128 bytes, because processors fetch lines of 64 bytes in pairs.
struct Padded: ~Copyable, Sendable {
    let value: Atomic<UInt64>
    private let padding:
        (
            UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64,
            UInt64, UInt64, UInt64, UInt64
        ) = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)

    init(_ initial: UInt64 = 0) {
        value = Atomic(initial)
    }
}
