import EventBus
import Trading

/// Tells the desk's story in words: one row of the event log for each event that a person wants to read.
///
/// It hears of all that concerns money and decides nothing, so a log that is slow or stuck must not hold up those who
/// do: with a full queue it loses its oldest rows, which are counted. The journal loses none.
struct Narrator: DeskHandler {
    let desk: DeskParts

    init(_ desk: DeskParts) {
        self.desk = desk
    }

    let plan = HandlerPlan(
        name: "log",
        topics: [
            "signal.*", "order.*", "trade.*", "position.opened", "position.closed",
            "position.reconciled", "market_data.*", "strategy.*", "risk.*", "dlq.*", "session.*",
            "system.*", "error.*", "operator.*",
        ],
        options: SubscriptionOptions(policy: .serial, backPressure: .dropOldest))

    func handle(_ event: DeskEvent, _ context: DeskContext) async throws {
        guard let level = Self.level(of: event.payload) else { return }
        desk.log.append(
            at: Timestamp(nanoseconds: event.occurredAtNanoseconds), level, event.source,
            event.payload.words,
            correlationID: event.correlationID, by: context.logger)
    }

    /// How much a fact matters, or `nil` when nobody wants to read it.
    static func level(of payload: EventPayload) -> LogLevel? {
        switch payload {
        case .signalGenerated, .signalActivated, .signalUpdated, .signalCompleted, .signalStopped,
            .tradeExecuted, .tradeExit, .positionOpened, .riskDenied, .deadLetterRetried,
            .deadLetterDiscarded, .operatorCommanded, .strategyStarted,
            .sessionOpened, .sessionClosed, .systemReady, .systemShutdown, .marketDataReceived:
            .info
        case .orderReported(let report): level(of: report.kind)
        case .positionClosed(let position): position.realised < .zero ? .warning : .info
        case .positionReconciled, .strategyStopped: .warning
        case .riskStateChanged(let change): change.state == .active ? .info : .warning
        case .deadLetterAdded, .strategyError, .errorOccurred: .error
        case .tickReceived, .candleCompleted, .positionUpdated, .clockTimer: nil
        }
    }

    private static func level(of kind: OrderReportKind) -> LogLevel {
        switch kind {
        case .accepted, .filled: .info
        case .cancelled, .rejected, .expired: .warning
        case .unknown: .error
        }
    }
}
