import TestSupport

@testable import EventBus

/// A bus all of whose tasks run when the test says so, on the test's own thread.
///
/// So a test sees at once that nothing goes on any more, where it would wait for ever otherwise.
struct HandDriven {
    let bus: Bus<Int>
    let clock = ManualClock()
    let letters = DeadLetterCollector<Int>()
    let alarms = Recorder<BusAlarm>()
    private let executor = SeededExecutor(seed: 1)

    init(
        deadLetters: (any DeadLetterSink<Int>)? = nil, deadLetterBound: Int = 10_000,
        taskCeiling: Int = 10_000,
        onAttempt: (@Sendable (AttemptReport<Int>) -> Void)? = nil
    ) {
        var configuration = BusConfiguration()
        configuration.executor = executor
        configuration.seed = 1
        configuration.deadLetterBound = deadLetterBound
        configuration.taskCeiling = taskCeiling
        bus = Bus(
            configuration: configuration, clock: clock, deadLetters: deadLetters ?? letters,
            onAttempt: onAttempt, onAlarm: { [alarms] in alarms.add($0) })
    }

    /// Runs everything until nothing can go on.
    func run() { executor.run() }

    /// The same, for when the bus is let go.
    var runner: () -> Void { { [executor] in executor.run() } }

    /// Starts a task and runs everything until nothing can go on.
    @discardableResult
    func run<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) -> Task<Value, any Error> {
        let task = Task.detached(executorPreference: executor, operation: body)
        run()
        return task
    }
}
