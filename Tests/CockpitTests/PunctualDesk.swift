import TestSupport
import Trading

/// A desk that has a new snapshot every tenth of a second, for as long as it lives.
final class PunctualDesk: DeskPort {
    private let desk: DeskSnapshot
    private let seconds: @Sendable () -> Double
    private let endsAt: Double
    let wakeDescriptor: Int32 = -1

    /// - Parameters:
    ///   - desk: What its snapshots show, always the same.
    ///   - endsAt: Until when it lives, in seconds since the fixtures' moment.
    ///   - seconds: How late it is.
    init(_ desk: DeskSnapshot, endsAt: Double, seconds: @escaping @Sendable () -> Double) {
        self.desk = desk
        self.endsAt = endsAt
        self.seconds = seconds
    }

    func takeSnapshot() -> DeskSnapshot? {
        let now = seconds()
        guard now < endsAt else { return nil }
        let tick = (now * 10).rounded(.down)
        return desk.with {
            $0.sequence += UInt64(tick)
            $0.takenAt = DeskSnapshot.fixtureTime.advanced(bySeconds: tick / 10)
        }
    }

    func send(_ command: Command) -> CommandID { CommandID(1) }
}
