import EventBus
import Trading

/// What is told of a strategy's life: that it works, and that it does not, with the reason.
extension EventPayload {
    /// A strategy begins, or goes on.
    static func started(_ strategy: String, _ reason: String) -> EventPayload {
        .strategyStarted(
            Notice(subject: strategy, text: "strategy \(strategy) started: \(reason)"))
    }

    /// A strategy reads no bars from now on.
    static func stopped(_ strategy: String, _ reason: String) -> EventPayload {
        .strategyStopped(
            Notice(subject: strategy, text: "strategy \(strategy) stopped: \(reason)"))
    }

    /// What an alarm of the bus says of a strategy, or `nil` when it says nothing of one.
    static func strategyFact(of alarm: BusAlarm) -> EventPayload? {
        switch alarm {
        case .circuitOpened(let handler):
            StrategyRunner.strategyName(ofHandler: handler).map {
                .stopped($0, "it keeps failing; its breaker is open and its bars wait")
            }
        case .circuitClosed(let handler):
            StrategyRunner.strategyName(ofHandler: handler).map {
                .started($0, "it works again; its breaker is closed")
            }
        case .queueDeep, .queueRelieved, .stuck, .deadLetterBound, .deadLettersKept,
            .deadLetterSinkFailed, .deadLetterSinkRecovered:
            nil
        }
    }
}
