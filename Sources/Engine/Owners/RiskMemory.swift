import Foundation
import Trading

/// The risk state as the ledger keeps it, so that a halted desk is still halted after a restart.
struct RiskMemory: Codable, Equatable {
    static let key = "risk"

    var haltReason: String?
    var causes: [ReducingCause: String] = [:]
    var isIntakePaused = false
    /// The day that the figures below belong to.
    var day: CalendarDay
    var openingEquity: Money

    init(_ account: Account, isIntakePaused: Bool) {
        haltReason = account.gate.haltReason
        // Reasons are told in the order of the causes, the halt first.
        let reasons = account.gate.reasons.dropFirst(account.gate.haltReason == nil ? 0 : 1)
        let raised = ReducingCause.allCases.filter(account.gate.isRaised)
        causes = Dictionary(uniqueKeysWithValues: zip(raised, reasons))
        self.isIntakePaused = isIntakePaused
        day = account.today.day
        openingEquity = account.today.openingEquity
    }

    /// The change that keeps it.
    func change() throws -> LedgerChange {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = try String(decoding: encoder.encode(self), as: UTF8.self)
        return .setState(key: Self.key, value: text)
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
