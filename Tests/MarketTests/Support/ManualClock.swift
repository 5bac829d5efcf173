import Synchronization
import Trading

/// A clock that stands until it is moved.
final class ManualClock: DeskClock {
    private let time: Mutex<Timestamp>

    init(_ time: Timestamp = .wednesday(10)) {
        self.time = Mutex(time)
    }

    var now: Timestamp { time.withLock { $0 } }

    func set(_ time: Timestamp) {
        self.time.withLock { $0 = time }
    }
}

extension Timestamp {
    /// A time of day on Wednesday, 8 October 2025, in India.
    static func wednesday(_ hour: Int, _ minute: Int = 0, _ second: Int = 0) -> Timestamp {
        Timestamp(
            india: .wednesday, secondsIntoDay: hour * 3600 + minute * 60 + second)
    }
}

extension CalendarDay {
    /// 8 October 2025, the day of the contract list.
    static let wednesday = CalendarDay(daysSinceEpoch: 20_369)
}
