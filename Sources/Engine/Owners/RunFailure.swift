import Synchronization

/// What ends an unpaced run before its data do; the first failure stands.
final class RunFailure: Sendable {
    private let failure = Mutex<DeskRunError?>(nil)

    var error: DeskRunError? { failure.withLock { $0 } }

    func set(_ error: DeskRunError) {
        failure.withLock { $0 = $0 ?? error }
    }
}
