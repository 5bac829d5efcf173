import EventBus
import Trading

/// Tells the desk's story in words: one row of the event log for each event that a person wants to read.
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
        options: SubscriptionOptions(policy: .serial))

    func handle(_ event: DeskEvent, _ context: DeskContext) async throws {
        guard let (level, text) = Self.words(for: event.payload) else { return }
        desk.log.append(
            at: Timestamp(nanoseconds: event.occurredAtNanoseconds), level, event.source, text,
            correlationID: event.correlationID)
    }

    static func words(for payload: EventPayload) -> (LogLevel, String)? {
        switch payload {
        case .signalGenerated(let signal):
            return (
                .info,
                "\(signal.strategy) \(signal.action.rawValue) \(signal.symbol) at \(signal.entryPrice), "
                    + "stop \(signal.stopLoss), target \(signal.target)"
            )
        case .signalActivated(let change), .signalUpdated(let change),
            .signalCompleted(let change), .signalStopped(let change):
            return (.info, "signal \(change.symbol) \(change.status.rawValue): \(change.detail)")
        case .orderReported(let report):
            return words(for: report)
        case .tradeExecuted(let fill):
            return (
                .info,
                "bought \(fill.quantity.units) at \(IndianFormat.rupees(fill.price)), order \(fill.orderID)"
            )
        case .tradeExit(let fill):
            return (
                .info,
                "sold \(fill.quantity.units) at \(IndianFormat.rupees(fill.price)), order \(fill.orderID)"
            )
        case .positionOpened(let position):
            return (
                .info,
                "opened \(position.contract.tradingSymbol) +\(position.boughtQuantity.units) at "
                    + "\(IndianFormat.rupees(position.entryPrice)), stop \(IndianFormat.rupees(position.stop)), "
                    + "target \(IndianFormat.rupees(position.target))"
            )
        case .positionClosed(let position):
            let profit = position.realised
            return (
                profit < .zero ? .warning : .info,
                "closed \(position.contract.tradingSymbol) by \(position.exitReason?.rawValue ?? "?"), "
                    + "profit \(IndianFormat.rupees(profit, showsPlus: true))"
            )
        case .positionReconciled(let position):
            return (.warning, "reconciled \(position.contract.tradingSymbol) with the venue's book")
        case .riskDenied(let fact):
            return (
                .info,
                "refused \(fact.signal.symbol) \(fact.denial.code.rawValue): \(fact.denial.reason)"
            )
        case .riskStateChanged(let change):
            let why = change.reasons.joined(separator: "; ")
            return (
                change.state == .active ? .info : .warning,
                "desk is \(change.state.rawValue)\(why.isEmpty ? "" : ": \(why)")"
            )
        case .deadLetterAdded(let notice):
            return (.error, "dead letter of \(notice.handler): \(notice.detail)")
        case .deadLetterRetried(let notice):
            return (.info, "retried \(notice.letters.count) dead letter(s) of \(notice.handler)")
        case .deadLetterDiscarded(let notice):
            return (.info, "discarded \(notice.letters.count) dead letter(s) of \(notice.handler)")
        case .operatorCommanded(let request):
            return (.info, "operator: \(request.command.verb)")
        case .strategyError(let notice), .errorOccurred(let notice):
            return (.error, notice.text)
        case .strategyStarted(let notice), .strategyStopped(let notice), .sessionOpened(let notice),
            .sessionClosed(let notice), .systemReady(let notice), .systemShutdown(let notice),
            .marketDataReceived(let notice):
            return (.info, notice.text)
        case .tickReceived, .candleCompleted, .positionUpdated, .clockTimer:
            return nil
        }
    }

    private static func words(for report: OrderReport) -> (LogLevel, String)? {
        switch report.kind {
        case .accepted: (.info, "order \(report.orderID) accepted")
        case .filled(_, let quantity, let price, let isComplete):
            (
                .info,
                "order \(report.orderID) \(isComplete ? "filled" : "partly filled"): "
                    + "\(quantity.units) at \(IndianFormat.rupees(price))"
            )
        case .cancelled(let reason): (.warning, "order \(report.orderID) cancelled: \(reason)")
        case .rejected(let reason): (.warning, "order \(report.orderID) rejected: \(reason)")
        case .expired: (.warning, "order \(report.orderID) expired")
        case .unknown(let reason): (.error, "order \(report.orderID) UNKNOWN: \(reason)")
        }
    }
}
