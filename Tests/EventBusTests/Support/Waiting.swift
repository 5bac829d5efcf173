@testable import EventBus

/// Lets other tasks run until a condition holds.
///
/// Nothing sleeps and there is no time limit.
func until(_ condition: () -> Bool) async {
    while !condition() { await Task.yield() }
}

extension Bus {
    /// Waits until every delivery had its end and the sink has taken every dead letter.
    func untilIdle() async {
        await until {
            let numbers = statistics()
            return numbers.queued == 0 && numbers.inFlight == 0 && numbers.retrying == 0
                && numbers.deadLetterBacklog == 0
        }
    }

    func numbers(of handler: String) -> HandlerStatistics? {
        statistics().handlers.first { $0.name == handler }
    }
}
