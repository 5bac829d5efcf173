import EventBus
import Trading

/// The desk's topics as the bus knows them.
enum DeskTopics {
    private static let topics: [DeskTopic: Topic] = Dictionary(
        uniqueKeysWithValues: DeskTopic.allCases.compactMap { name in
            // Every case is a dotted name; a test holds the list against it.
            (try? Topic(name.rawValue)).map { (name, $0) }
        })

    /// The bus's topic of a payload.
    static func topic(of payload: EventPayload) -> Topic {
        guard let topic = topics[payload.topic] else {
            preconditionFailure("«\(payload.topic.rawValue)» is no topic name")
        }
        return topic
    }
}

extension EventPayload {
    /// How urgent a fact is: what a person or the risk rules decide goes first, what money depends on is high,
    /// ticks wait for everything else.
    var priority: Priority {
        switch self {
        case .operatorCommanded, .riskStateChanged: .critical
        case .signalGenerated, .signalActivated, .signalUpdated, .signalCompleted, .signalStopped,
            .orderReported, .tradeExecuted, .tradeExit, .positionOpened, .positionClosed,
            .positionReconciled:
            .high
        case .tickReceived: .low
        case .positionUpdated, .candleCompleted, .marketDataReceived, .strategyStarted,
            .strategyStopped, .strategyError, .riskDenied, .deadLetterAdded, .deadLetterRetried,
            .deadLetterDiscarded, .sessionOpened, .sessionClosed, .clockTimer, .systemReady,
            .systemShutdown, .errorOccurred:
            .normal
        }
    }

    /// A draft of this fact.
    func draft(
        from source: String, at instant: Timestamp, correlationID: String? = nil
    ) -> EventDraft<EventPayload> {
        EventDraft(
            DeskTopics.topic(of: self), self, source: source, priority: priority,
            occurredAtNanoseconds: instant.nanoseconds, correlationID: correlationID)
    }
}

extension DeskParts {
    /// Publishes what follows from the event that a handler has.
    func publish(
        _ payload: EventPayload, correlationID: String? = nil, by context: DeskContext
    ) async throws {
        try await context.publish(
            DeskTopics.topic(of: payload), payload, priority: payload.priority,
            occurredAtNanoseconds: clock.now.nanoseconds, correlationID: correlationID)
    }
}
