/// What the trades of a day came to, in the order in which they were first closed.
///
/// One position is one trade. A late fill may call a closed position back, and it is then closed again: its
/// result takes the place of the one before, and it counts no second time, neither as a trade nor as a loss.
struct DayTrades: Hashable, Sendable, Codable {
    /// What each came to after charges.
    private(set) var results: [Money] = []
    /// Those that made money.
    private(set) var wins = 0

    private var places: [PositionID: Int] = [:]

    /// Takes the result of a position that was closed, whether for the first time or again.
    mutating func close(_ position: PositionID, net: Money) {
        if let place = places[position] {
            if results[place] > .zero { wins -= 1 }
            results[place] = net
        } else {
            places[position] = results.count
            results.append(net)
        }
        if net > .zero { wins += 1 }
    }

    /// The losses in a row at the end, from the trade after some that do not count any more.
    ///
    /// - Complexity: O(n) in the losses.
    func lossStreak(after count: Int) -> Int {
        results.dropFirst(count).reversed().prefix { $0 < .zero }.count
    }
}
