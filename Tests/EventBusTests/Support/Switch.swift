import Synchronization

/// Something that is on or off.
final class Switch: Sendable {
    private let state: Atomic<Bool>

    init(_ isOn: Bool) { state = Atomic(isOn) }

    var isOn: Bool { state.load(ordering: .sequentiallyConsistent) }

    func set(_ isOn: Bool) { state.store(isOn, ordering: .sequentiallyConsistent) }
}
