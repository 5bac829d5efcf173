import Synchronization

/// Keeps what handlers saw, in the order in which they saw it.
final class Recorder<Element: Sendable>: Sendable {
    private let kept = Mutex<[Element]>([])

    var all: [Element] { kept.withLock { $0 } }
    var count: Int { kept.withLock { $0.count } }

    func add(_ element: Element) {
        kept.withLock { $0.append(element) }
    }
}
