import Synchronization
import Trading

/// Reads after the start what nobody has to wait for: how the contracts of the day's earlier signals were chosen.
///
/// It is only looked at, never traded by, and is more text than all the rest that a start reads.
final class ChoiceRecall: Sendable {
    private let desk: DeskParts
    private let task = Mutex<Task<Void, Never>?>(nil)

    init(_ desk: DeskParts) {
        self.desk = desk
    }

    /// Begins to read.
    ///
    /// - Parameter day: The day whose signals were restored.
    func begin(on day: CalendarDay) {
        let task = Task(priority: .utility) { await read(on: day) }
        self.task.withLock { $0 = task }
    }

    /// Reads, and returns when everything is there.
    ///
    /// - Parameter day: The day whose signals were restored.
    func read(on day: CalendarDay) async {
        do {
            desk.signals.add(choices: try await desk.ledger.choices(on: day))
        } catch {
            guard !Task.isCancelled else { return }
            desk.log.append(
                at: desk.clock.now, .warning, "desk",
                "how earlier signals found their contracts cannot be read: \(error)")
        }
    }

    /// Reads no further, and returns when nothing is read any more.
    func end() async {
        let task = task.withLock { $0 }
        task?.cancel()
        await task?.value
    }
}
