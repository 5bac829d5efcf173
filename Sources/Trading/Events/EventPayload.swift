/// Everything that can happen on the desk, in one closed list of immutable facts.
public enum EventPayload: Hashable, Sendable, Codable {
    case signalGenerated(Signal)
    case signalActivated(SignalChange)
    case signalUpdated(SignalChange)
    case signalCompleted(SignalChange)
    case signalStopped(SignalChange)
    case orderReported(OrderReport)
    case tradeExecuted(Fill)
    case tradeExit(Fill)
    case positionOpened(Position)
    case positionUpdated(Position)
    case positionClosed(Position)
    case positionReconciled(Position)
    case tickReceived(Quote)
    case candleCompleted(Candle)
    case marketDataReceived(Notice)
    case strategyStarted(Notice)
    case strategyStopped(Notice)
    case strategyError(Notice)
    case riskDenied(RiskDenied)
    case riskStateChanged(RiskStateChange)
    case deadLetterAdded(DeadLetterNotice)
    case deadLetterRetried(DeadLetterNotice)
    case deadLetterDiscarded(DeadLetterNotice)
    case sessionOpened(Notice)
    case sessionClosed(Notice)
    case clockTimer(ClockTimer)
    case systemReady(Notice)
    case systemShutdown(Notice)
    case errorOccurred(Notice)
    case operatorCommanded(OperatorCommand)

    /// The topic under which this fact is published.
    public var topic: DeskTopic {
        switch self {
        case .signalGenerated: .signalGenerated
        case .signalActivated: .signalActivated
        case .signalUpdated: .signalUpdated
        case .signalCompleted: .signalCompleted
        case .signalStopped: .signalStopped
        case .orderReported(let report): report.kind.topic
        case .tradeExecuted: .tradeExecuted
        case .tradeExit: .tradeExit
        case .positionOpened: .positionOpened
        case .positionUpdated: .positionUpdated
        case .positionClosed: .positionClosed
        case .positionReconciled: .positionReconciled
        case .tickReceived: .tickReceived
        case .candleCompleted: .candleCompleted
        case .marketDataReceived: .marketDataReceived
        case .strategyStarted: .strategyStarted
        case .strategyStopped: .strategyStopped
        case .strategyError: .strategyError
        case .riskDenied: .riskDenied
        case .riskStateChanged: .riskStateChanged
        case .deadLetterAdded: .deadLetterAdded
        case .deadLetterRetried: .deadLetterRetried
        case .deadLetterDiscarded: .deadLetterDiscarded
        case .sessionOpened: .sessionOpened
        case .sessionClosed: .sessionClosed
        case .clockTimer: .clockTimer
        case .systemReady: .systemReady
        case .systemShutdown: .systemShutdown
        case .errorOccurred: .errorOccurred
        case .operatorCommanded: .operatorCommanded
        }
    }
}

extension OrderReportKind {
    /// The topic under which a report of this kind is published.
    public var topic: DeskTopic {
        switch self {
        case .accepted: .orderPlaced
        case .filled(_, _, _, let isComplete): isComplete ? .orderFilled : .orderPartiallyFilled
        case .cancelled: .orderCancelled
        case .rejected: .orderRejected
        case .expired: .orderExpired
        case .unknown: .orderUnknown
        }
    }
}
