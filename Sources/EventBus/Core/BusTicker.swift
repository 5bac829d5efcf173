import Synchronization

/// The bus's ticks: at the configured pace while something is under way, ten times slower while nothing is.
///
/// Each tick wakes sleeping threads, which costs an idle machine far more than what the tick then does. Plain events
/// do not bring the pace back, the first slow tick that finds some does: so a timeout may be seen ten ticks late once
/// after a rest.
///
/// `isResting` is sequentially consistent: who brings something with a time of its own says so and then looks
/// whether the ticks rest (`hurry`), the tick rests and then looks once more for such things (`rest`), and one of
/// them must see the other. The lock keeps the ticker and the flag together.
final class BusTicker: Sendable {
    private let clock: any BusClock
    private let interval: Duration
    private let isResting = Atomic<Bool>(false)
    private let ticker = Mutex<ClockTicker?>(nil)

    init(_ clock: any BusClock, every interval: Duration) {
        self.clock = clock
        self.interval = interval
    }

    /// The time between two ticks while nothing is under way.
    var restingInterval: Duration { interval * 10 }

    /// Begins to tick.
    func start(_ tick: @escaping @Sendable () -> Void) {
        ticker.withLock { $0 = clock.every(interval, tick) }
    }

    /// Slows the ticks down, if nothing is under way.
    func rest(_ tick: @escaping @Sendable () -> Void, if isIdle: () -> Bool) {
        guard !isResting.load(ordering: .sequentiallyConsistent), isIdle() else { return }
        ticker.withLock { ticker in
            guard let awake = ticker else { return }
            isResting.store(true, ordering: .sequentiallyConsistent)
            guard isIdle() else {
                isResting.store(false, ordering: .sequentiallyConsistent)
                return
            }
            awake.cancel()
            ticker = clock.every(restingInterval, tick)
        }
    }

    /// Ticks at the configured pace again.
    ///
    /// Call it after bringing something that is due at a time of its own.
    func hurry(_ tick: @escaping @Sendable () -> Void) {
        guard isResting.load(ordering: .sequentiallyConsistent) else { return }
        ticker.withLock { ticker in
            guard let resting = ticker,
                isResting.exchange(false, ordering: .sequentiallyConsistent)
            else { return }
            resting.cancel()
            ticker = clock.every(interval, tick)
        }
    }

    func stop() {
        ticker.withLock { ticker in
            ticker?.cancel()
            ticker = nil
        }
    }
}
