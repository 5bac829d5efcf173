extension EventPayload {
    /// What happened, in one line as a person would tell it: the event log, traces and timelines show it.
    public var words: String {
        switch self {
        case .signalGenerated(let signal):
            "\(signal.strategy) \(signal.action.rawValue) \(signal.symbol) "
                + "at \(IndianFormat.decimal(signal.entryPrice, decimals: 2)), "
                + "stop \(IndianFormat.decimal(signal.stopLoss, decimals: 2)), "
                + "target \(IndianFormat.decimal(signal.target, decimals: 2))"
        case .signalActivated(let change), .signalUpdated(let change),
            .signalCompleted(let change), .signalStopped(let change):
            "signal \(change.symbol) \(change.status.rawValue): \(change.detail)"
        case .orderReported(let report): report.words
        case .tradeExecuted(let fill):
            "bought \(fill.quantity.units) at \(IndianFormat.rupees(fill.price)), order \(fill.orderID)"
        case .tradeExit(let fill):
            "sold \(fill.quantity.units) at \(IndianFormat.rupees(fill.price)), order \(fill.orderID)"
        case .positionOpened(let position):
            "opened \(position.contract.tradingSymbol) +\(position.boughtQuantity.units) at "
                + "\(IndianFormat.rupees(position.entryPrice)), \(position.levelsInWords)"
        case .positionUpdated(let position):
            "\(position.contract.tradingSymbol) \(position.status.rawValue), "
                + "\(position.remainingQuantity.units) held, \(position.levelsInWords)"
        case .positionClosed(let position):
            "closed \(position.contract.tradingSymbol) by \(position.exitReason?.rawValue ?? "?"), "
                + "realised \(IndianFormat.rupees(position.realised, showsPlus: true))"
        case .positionReconciled(let position):
            "reconciled \(position.contract.tradingSymbol) with the venue's book"
        case .tickReceived(let quote):
            "\(quote.underlying) tick \(IndianFormat.rupees(quote.last))"
        case .candleCompleted(let candle):
            "\(candle.symbol) bar of \(candle.lengthSeconds / 60) min closed at "
                + IndianFormat.rupees(candle.close)
        case .riskDenied(let fact):
            "refused \(fact.signal.symbol) \(fact.denial.code.rawValue): \(fact.denial.reason)"
        case .riskStateChanged(let change):
            "desk is \(change.state.rawValue)"
                + (change.reasons.isEmpty ? "" : ": \(change.reasons.joined(separator: "; "))")
        case .deadLetterAdded(let notice): "dead letter of \(notice.handler): \(notice.detail)"
        case .deadLetterRetried(let notice):
            "retried \(notice.letters.count) dead letter(s) of \(notice.handler)"
        case .deadLetterDiscarded(let notice):
            "discarded \(notice.letters.count) dead letter(s) of \(notice.handler)"
        case .clockTimer(let timer): "clock \(timer.now.indiaClock)"
        case .operatorCommanded(let request): "operator: \(request.command.words)"
        case .marketDataReceived(let notice), .strategyStarted(let notice),
            .strategyStopped(let notice), .strategyError(let notice), .sessionOpened(let notice),
            .sessionClosed(let notice), .systemReady(let notice), .systemShutdown(let notice),
            .errorOccurred(let notice):
            notice.text
        }
    }
}

extension OrderReport {
    fileprivate var words: String {
        switch kind {
        case .accepted: "order \(orderID) accepted"
        case .filled(_, let quantity, let price, let isComplete):
            "order \(orderID) \(isComplete ? "filled" : "partly filled"): "
                + "\(quantity.units) at \(IndianFormat.rupees(price))"
        case .cancelled(let reason): "order \(orderID) cancelled: \(reason)"
        case .rejected(let reason): "order \(orderID) rejected: \(reason)"
        case .expired: "order \(orderID) expired"
        case .unknown(let reason): "order \(orderID) UNKNOWN: \(reason)"
        }
    }
}

extension Position {
    fileprivate var levelsInWords: String {
        "stop \(IndianFormat.rupees(stop)), target \(IndianFormat.rupees(target))"
    }
}
