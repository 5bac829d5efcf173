import Synchronization
import Trading

/// Hands reports to the desk one after the other, in the order in which they were added, outside
/// every lock.
///
/// Whoever adds reports delivers them, unless somebody is delivering already; then that one takes
/// these too.
final class ReportOutbox: Sendable {
    private struct State {
        var reporter: (@Sendable (OrderReport) -> Void)?
        var waiting: [OrderReport] = []
        var isDelivering = false
    }

    private let state = Mutex(State())

    /// Says where reports go; those that waited for it are delivered now.
    ///
    /// - Parameter reporter: Takes a report.
    func setReporter(_ reporter: @escaping @Sendable (OrderReport) -> Void) {
        state.withLock { $0.reporter = reporter }
        deliver()
    }

    /// Adds reports; call it while holding the lock under which they came to be, so that their
    /// order holds.
    ///
    /// - Parameter reports: The reports, oldest first.
    func add(_ reports: [OrderReport]) {
        state.withLock { $0.waiting.append(contentsOf: reports) }
    }

    /// Delivers everything that waits.
    func deliver() {
        while let (reporter, batch) = takeBatch() {
            for report in batch { reporter(report) }
            state.withLock { $0.isDelivering = false }
        }
    }

    private func takeBatch() -> (@Sendable (OrderReport) -> Void, [OrderReport])? {
        state.withLock { state in
            guard !state.isDelivering, !state.waiting.isEmpty, let reporter = state.reporter else {
                return nil
            }
            state.isDelivering = true
            defer { state.waiting = [] }
            return (reporter, state.waiting)
        }
    }
}
