import Foundation
import Trading

/// The day's peak and deepest fall as the ledger keeps them, since no fill tells of either.
///
/// Apart from the risk state: that is durable before anybody is told of it, this goes along with the next flush.
struct ProfitMemory: Codable, Equatable {
    private static let key = "profit"

    /// The day that the fall belongs to.
    var day: CalendarDay
    var fall: ProfitFall

    init(_ day: AccountDay) {
        self.day = day.day
        fall = day.fall
    }

    /// The change that keeps it.
    func change() -> LedgerChange {
        .state(Self.key, self)
    }

    /// Reads what the ledger kept; `nil` for a desk that never traded.
    static func read(_ state: [String: String]) throws -> ProfitMemory? {
        guard let text = state[key] else { return nil }
        return try JSONDecoder().decode(ProfitMemory.self, from: Data(text.utf8))
    }
}
