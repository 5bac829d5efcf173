import EventBus
import Synchronization
import Trading

/// Takes snapshots at a steady pace, and at once when there is an answer to show; the screen takes the newest.
///
/// Publishing is one atomic exchange. A screen that hangs, or is not there, costs the engine nothing more.
final class SnapshotPublisher: Sendable {
    /// A snapshot as one object, so that it can be swapped by a pointer.
    private final class Box: Sendable {
        let snapshot: DeskSnapshot

        init(_ snapshot: DeskSnapshot) {
            self.snapshot = snapshot
        }
    }

    private let newest = LatestValue<Box>()
    private let pipe = WakePipe()
    private let maker: Maker
    private let task = Mutex<Task<Void, Never>?>(nil)
    private let phase = Mutex(EnginePhase.starting)

    init(_ builder: SnapshotBuilder) {
        maker = Maker(builder)
    }

    var wakeDescriptor: Int32 { pipe.readDescriptor }

    func take() -> DeskSnapshot? {
        pipe.drain()
        return newest.take()?.snapshot
    }

    func setPhase(_ new: EnginePhase) {
        phase.withLock { $0 = new }
    }

    /// Begins to take snapshots, the first one before it returns.
    ///
    /// - Parameters:
    ///   - day: The trading day.
    ///   - booked: What of its profit was booked before, in order.
    ///   - seconds: How often; `nil` for only when asked.
    ///   - phase: What the desk does from now on.
    func start(
        _ day: CalendarDay, _ booked: [ProfitSample], every seconds: Double?, as phase: EnginePhase
    ) async {
        await maker.begin(with: booked, on: day)
        setPhase(phase)
        // Before anybody can look: a screen without a snapshot has nothing to show.
        await publish()
        guard let seconds else { return }
        let loop = Task { [self] in
            while !Task.isCancelled {
                do {
                    try await Task.sleep(for: .seconds(seconds), tolerance: .milliseconds(5))
                } catch {
                    return
                }
                await publish()
            }
        }
        task.withLock { $0 = loop }
    }

    func publish() async {
        let snapshot = await maker.make(phase.withLock { $0 })
        newest.publish(Box(snapshot))
        pipe.wake()
    }

    func stop() async {
        task.withLock { $0 }?.cancel()
        setPhase(.stopped)
        await publish()
    }

    /// Builds one snapshot at a time.
    private actor Maker {
        private var builder: SnapshotBuilder

        init(_ builder: SnapshotBuilder) {
            self.builder = builder
        }

        func begin(with booked: [ProfitSample], on day: CalendarDay) {
            builder.begin(with: booked, on: day)
        }

        func make(_ phase: EnginePhase) -> DeskSnapshot { builder.build(phase) }
    }
}
