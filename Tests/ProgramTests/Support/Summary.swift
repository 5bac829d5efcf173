/// What `run` prints at its end, as far as the tests look at it.
struct Summary: Decodable, Equatable {
    struct Input: Decodable, Equatable {
        var rowsRead: Int
        var rowsLoaded: Int
        var skipped: [String: Int]
    }

    struct Desk: Decodable, Equatable {
        var signalsReceived: Int
        var signalsByStage: [String: Int]
        var denials: [String: Int]
        var signalsUnexplained: Int
        var positionsOpen: Int
        var ordersWorking: Int
        var cashPaise: Int64
        var deadLetters: [String: Int]
    }

    struct Trades: Decodable, Equatable {
        var closed: Int
        var markedDrawdownPaise: Int64
        var bookedDrawdownPaise: Int64
        var byExit: [String: Int]
    }

    var steps: Int
    var interrupted: Bool
    var instruments: Input?
    var signalInput: Input?
    var desk: Desk
    var trades: Trades
    var fills: Int
    var capitalPaise: Int64
    var fillsCashEffectPaise: Int64
    var accountEqualsFills: Bool
    var booksEqualFills: Bool
    var undelivered: Int
    var digest: String

    /// What does not add up, in words; empty when everything does.
    var contradictions: [String] {
        var found: [String] = []
        let denied = desk.denials.values.reduce(0, +)
        let entered = desk.signalsByStage.values.reduce(0, +)
        if desk.signalsUnexplained != 0 {
            found.append("\(desk.signalsUnexplained) signals unexplained")
        }
        if desk.signalsReceived > entered + denied {
            found.append(
                "\(desk.signalsReceived) signals, but \(entered) in a stage and \(denied) denied")
        }
        if !accountEqualsFills || desk.cashPaise != capitalPaise + fillsCashEffectPaise {
            found.append("cash \(desk.cashPaise) is not \(capitalPaise) + \(fillsCashEffectPaise)")
        }
        if !booksEqualFills { found.append("the books are not the sum of the fills") }
        if undelivered != 0 { found.append("\(undelivered) events undelivered") }
        if trades.closed != trades.byExit.values.reduce(0, +) {
            found.append("\(trades.closed) trades closed, exits \(trades.byExit)")
        }
        return found
    }
}
