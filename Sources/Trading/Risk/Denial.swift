/// Why the desk refused something, in the code the user sees and a sentence that says what to do.
public struct Denial: Error, Hashable, Sendable, Codable {
    /// The code.
    public var code: DenialCode
    /// What was found, what was expected, with the numbers that broke the rule.
    public var reason: String

    /// Makes a denial.
    ///
    /// - Parameters:
    ///   - code: The code.
    ///   - reason: What was found and what was expected, in one line.
    public init(_ code: DenialCode, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

/// Every reason for which the desk refuses a signal or a command.
public enum DenialCode: String, Sendable, Codable, CaseIterable {
    case badSignalID = "BAD_SIGNAL_ID"
    case unknownSymbol = "UNKNOWN_SYMBOL"
    case badPrice = "BAD_PRICE"
    case badLevels = "BAD_LEVELS"
    case badStrength = "BAD_STRENGTH"
    case weakSignal = "WEAK_SIGNAL"
    case smallMove = "SMALL_MOVE"
    case staleSignal = "STALE_SIGNAL"
    case sessionClosed = "SESSION_CLOSED"
    case duplicate = "DUPLICATE"
    case strategyQuota = "STRATEGY_QUOTA"
    case duplicateSetup = "DUPLICATE_SETUP"
    case noStrike = "NO_STRIKE"
    case noQuote = "NO_QUOTE"
    case riskBudgetBelowOneLot = "RISK_BUDGET_BELOW_ONE_LOT"
    case freezeQuantity = "FREEZE_QUANTITY"
    case maxPositions = "MAX_POSITIONS"
    case capitalAtRisk = "CAPITAL_AT_RISK"
    case insufficientCash = "INSUFFICIENT_CASH"
    case dailyLoss = "DAILY_LOSS"
    case lossStreak = "LOSS_STREAK"
    case reducing = "REDUCING"
    case halted = "HALTED"
    case intakePaused = "INTAKE_PAUSED"
    case ledgerUnavailable = "LEDGER_UNAVAILABLE"
    case brokerRejected = "BROKER_REJECTED"
    case staleQuote = "STALE_QUOTE"
    case staleVersion = "STALE_VERSION"
    case notFound = "NOT_FOUND"
    case badPayload = "BAD_PAYLOAD"
    case alreadyClosing = "ALREADY_CLOSING"
    case readOnly = "READ_ONLY"
    case handlerFull = "HANDLER_FULL"
    case shuttingDown = "SHUTTING_DOWN"
}
