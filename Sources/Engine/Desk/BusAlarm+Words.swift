import EventBus
import Trading

extension BusAlarm {
    /// The alarm as a row of the event log.
    var words: (LogLevel, String) {
        switch self {
        case .queueDeep(let handler, let depth):
            (.warning, "\(depth) events wait for \(handler)")
        case .queueRelieved(let handler, let depth):
            (.info, "\(handler) has caught up, \(depth) events wait")
        case .stuck(let handler, let count):
            (.error, "\(count) invocation(s) of \(handler) ignore their cancellation")
        case .circuitOpened(let handler):
            (.error, "\(handler) keeps failing; its breaker is open and its events wait")
        case .circuitClosed(let handler):
            (.info, "\(handler) works again; its breaker is closed")
        case .deadLetterBound(let handler, let backlog):
            (.error, "\(backlog) dead letters wait; intake of \(handler) is stopped")
        case .deadLettersKept(let handler, let backlog):
            (.error, "\(backlog) dead letters of \(handler) wait in memory; it goes on")
        case .deadLetterSinkFailed(let text, let backlog):
            (.error, "\(backlog) dead letter(s) cannot be recorded: \(text)")
        case .deadLetterSinkRecovered:
            (.info, "dead letters are recorded again")
        }
    }
}
