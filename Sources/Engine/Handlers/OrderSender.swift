import Trading

/// Calls the venue for an order whose intent is durable, and says what is known of it afterwards.
struct OrderSender: Sendable {
    private let desk: DeskParts

    init(_ desk: DeskParts) {
        self.desk = desk
    }

    /// Sends an order once.
    ///
    /// - Parameters:
    ///   - order: The order; its intent is in the ledger.
    ///   - report: Takes the outcome where the venue itself does not report one.
    func send(_ order: Order, report: @Sendable (OrderReport) async throws -> Void) async {
        do {
            defer { desk.orders.sent(order.id) }
            try await desk.broker.submit(order)
            desk.breaker.succeeded()
        } catch {
            let kind: OrderReportKind
            switch error {
            case .rejected(let reason): kind = .rejected(reason: reason)
            case .timedOut(let seconds): kind = .unknown(reason: "no answer in \(seconds) s")
            case .disconnected(let reason): kind = .unknown(reason: "disconnected: \(reason)")
            case .unknownOrder(let id): kind = .unknown(reason: "the venue does not know \(id)")
            }
            if case .unknown = kind { desk.breaker.failed(error) } else { desk.breaker.succeeded() }
            let fact = OrderReport(
                orderID: order.id, kind: kind, positionID: order.positionID,
                signalID: order.signalID, occurredAt: desk.clock.now)
            do {
                try await report(fact)
            } catch {
                // The bus is closing. The intent is durable: the next start asks the venue about it.
                desk.log.append(
                    at: desk.clock.now, .warning, "broker",
                    "order \(order.id): \(kind) could not be published: \(error)",
                    correlationID: order.signalID)
            }
        }
    }
}
