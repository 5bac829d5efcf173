import Synchronization
import Trading

/// The owner of the day's setups: which idea was already taken, per underlying and strategy.
final class SetupOwner: Sendable {
    private let book = Mutex(SetupBook())

    func restore(_ records: [SignalRecord], on day: CalendarDay) {
        book.withLock { $0 = SetupBook(records: records, on: day) }
    }

    func admit(_ signal: ValidSignal, on day: CalendarDay) -> Result<SetupVerdict, Denial> {
        book.withLock { $0.admit(signal, on: day) }
    }

    /// Why a setup would not be admitted now; nothing is taken.
    func denial(of signal: ValidSignal, on day: CalendarDay) -> Denial? {
        var copy = book.withLock { $0 }
        guard case .failure(let denial) = copy.admit(signal, on: day) else { return nil }
        return denial
    }

    func withdraw(_ signal: Signal) {
        book.withLock { $0.withdraw(signal) }
    }
}
