internal import Logging

extension Invocation {
    /// The bus's logger with task, event and correlation as metadata.
    var logger: Logger {
        var logger = core.logger
        logger[metadataKey: "task"] = "\(taskID)"
        logger[metadataKey: "event"] = "\(event.id)"
        if let correlationID = event.correlationID {
            logger[metadataKey: "correlation"] = "\(correlationID)"
        }
        return logger
    }
}
