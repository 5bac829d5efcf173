import Foundation
import Trading

/// The risk state as the ledger keeps it, so that a halted desk is still halted after a restart.
struct RiskMemory: Codable, Equatable {
    static let key = "risk"

    var haltReason: String?
    var causes: [ReducingCause: String] = [:]
    var isIntakePaused = false
    /// Why everything has to be left, while it has to.
    var flatten: ExitReason?
    /// The day that the figures below belong to.
    var day: CalendarDay
    var openingEquity: Money
    /// What the operator accepted by resuming; absent in ledgers of older programs.
    var acceptedLoss: Money?
    var acceptedTrades: Int?

    init(_ account: Account, switches: DeskSwitches) {
        haltReason = account.gate.haltReason
        // Reasons are told in the order of the causes, the halt first.
        let reasons = account.gate.reasons.dropFirst(account.gate.haltReason == nil ? 0 : 1)
        let raised = ReducingCause.allCases.filter(account.gate.isRaised)
        causes = Dictionary(uniqueKeysWithValues: zip(raised, reasons))
        isIntakePaused = switches.isIntakePaused
        flatten = switches.flatten
        day = account.today.day
        openingEquity = account.today.openingEquity
        acceptedLoss = account.today.acceptedLoss
        acceptedTrades = account.today.acceptedTrades
    }

    /// The change that keeps it.
    func change() -> LedgerChange {
        .state(Self.key, self)
    }

    /// Reads what the ledger kept; `nil` for a desk that never traded.
    static func read(_ state: [String: String]) throws -> RiskMemory? {
        guard let text = state[key] else { return nil }
        return try JSONDecoder().decode(RiskMemory.self, from: Data(text.utf8))
    }

    /// Raises in an account what was raised before the restart.
    func restore(into account: inout Account) {
        if let haltReason { _ = account.halt(haltReason) }
        guard day == account.today.day else { return }
        for cause in ReducingCause.allCases where cause != .ledger {
            if let reason = causes[cause] { _ = account.raise(cause, reason) }
        }
    }
}
