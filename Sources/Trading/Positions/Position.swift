/// A bought option and everything the exit rules need to know of it.
public struct Position: Hashable, Sendable, Codable, Identifiable {
    /// The position's id, derived from its signal.
    public var id: PositionID
    /// The signal that opened it.
    public var signalID: String
    /// The strategy that emitted the signal.
    public var strategy: String
    /// The direction of the signal.
    public var action: SignalAction
    /// The contract that is held.
    public var contract: OptionContract
    /// Where it is in its life.
    public var status: PositionStatus
    /// Units bought so far.
    public var boughtQuantity: Quantity
    /// Units sold so far.
    public var soldQuantity: Quantity
    /// What the bought units cost, without charges.
    public var boughtValue: Money
    /// What the sold units brought, without charges.
    public var soldValue: Money
    /// Charges of all its fills.
    public var charges: Money
    /// The premium at which it is stopped out; it never falls.
    public var stop: Price
    /// Whether the stop was raised above where it began.
    public var isStopRaised: Bool
    /// The first target premium.
    public var target: Price
    /// The target after a partial booking, where the mode has one.
    public var secondTarget: Price?
    /// The highest mark since it was opened.
    public var peak: Price
    /// The last mark; `nil` when no fresh quote is known.
    public var mark: Price?
    /// When the mark was last refreshed.
    public var markedAt: Timestamp?
    /// Whether the one partial booking has been made.
    public var hasBookedPartial: Bool
    /// The mode whose rules it follows.
    public var mode: RiskModeName
    /// The underlying's stop of its signal.
    public var thesisStop: Price
    /// The underlying's target of its signal.
    public var thesisTarget: Price
    /// How often each exit rule has sent an order, for the ordinal of the next one.
    public var exitOrdinals: [ExitReason: Int]
    /// The exit order that is working, if one is.
    public var workingExit: OrderID?
    /// Why it is left: set when an exit of all of it is decided, and for good once it is closed.
    public var exitReason: ExitReason?
    /// When the first fill opened it.
    public var openedAt: Timestamp
    /// When the last fill closed it.
    public var closedAt: Timestamp?
    /// Rises by one with every change that an operator must not overlook: status, quantity, stop, target.
    public var version: UInt64

    /// Makes a position out of its first facts; nothing is bought yet.
    ///
    /// - Parameters:
    ///   - id: The position's id.
    ///   - signalID: The signal that opens it.
    ///   - strategy: The strategy that emitted the signal.
    ///   - action: The direction of the signal.
    ///   - contract: The contract.
    ///   - stop: The stop premium.
    ///   - target: The first target premium.
    ///   - secondTarget: The target after a partial booking, where the mode has one.
    ///   - mode: The mode whose rules it follows.
    ///   - thesisStop: The underlying's stop of its signal.
    ///   - thesisTarget: The underlying's target of its signal.
    ///   - openedAt: When it is opened.
    public init(
        id: PositionID, signalID: String, strategy: String, action: SignalAction,
        contract: OptionContract, stop: Price, target: Price, secondTarget: Price?,
        mode: RiskModeName, thesisStop: Price, thesisTarget: Price, openedAt: Timestamp
    ) {
        self.id = id
        self.signalID = signalID
        self.strategy = strategy
        self.action = action
        self.contract = contract
        status = .opening
        boughtQuantity = .zero
        soldQuantity = .zero
        boughtValue = .zero
        soldValue = .zero
        charges = .zero
        self.stop = stop
        isStopRaised = false
        self.target = target
        self.secondTarget = secondTarget
        peak = .zero
        mark = nil
        markedAt = nil
        hasBookedPartial = false
        self.mode = mode
        self.thesisStop = thesisStop
        self.thesisTarget = thesisTarget
        exitOrdinals = [:]
        workingExit = nil
        exitReason = nil
        self.openedAt = openedAt
        closedAt = nil
        version = 1
    }

    /// Units still held.
    public var remainingQuantity: Quantity { boughtQuantity - soldQuantity }

    /// Lots still held, rounded down.
    public var remainingLots: Int { remainingQuantity.units / contract.lotUnits }

    /// The average price of the bought units, rounded half-even to the paisa; zero before the first fill.
    public var entryPrice: Price {
        guard boughtQuantity.units > 0 else { return .zero }
        return Price(
            paise: Int128(boughtValue.paise).divided(by: Int128(boughtQuantity.units), .halfEven))
    }

    /// The profit of the sold units, before charges: what they brought less their share of the cost.
    ///
    /// The share is exact once the position is closed, because then it is all of the cost.
    public var realised: Money {
        guard boughtQuantity.units > 0 else { return .zero }
        guard soldQuantity != boughtQuantity else { return soldValue - boughtValue }
        let cost = Money(
            paise: (Int128(boughtValue.paise) * Int128(soldQuantity.units))
                .divided(by: Int128(boughtQuantity.units), .halfEven))
        return soldValue - cost
    }

    /// The profit of the units still held at the last mark, before charges; `nil` without a mark.
    public var unrealised: Money? {
        mark.map { profit(of: remainingQuantity, at: $0) }
    }

    /// The profit that units still held would make at a price, before charges: what they would bring less their
    /// share of the cost, which is exact for all of them.
    ///
    /// - Parameters:
    ///   - units: How many, at most those still held.
    ///   - price: The price of one.
    /// - Returns: The profit; a loss is negative.
    public func profit(of units: Quantity, at price: Price) -> Money {
        let cost = boughtValue - (soldValue - realised)
        guard units != remainingQuantity, remainingQuantity.units > 0 else {
            return price * units - cost
        }
        let share = (Int128(cost.paise) * Int128(units.units))
            .divided(by: Int128(remainingQuantity.units), .halfEven)
        return price * units - Money(paise: share)
    }
}

/// A position's id, derived from its signal so that one signal can never have two.
public struct PositionID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The id's text.
    public var text: String

    /// Makes an id from its text.
    ///
    /// - Parameter text: The text.
    public init(_ text: String) {
        self.text = text
    }

    /// The one position that a signal may have.
    ///
    /// - Parameter signalID: The signal's id.
    /// - Returns: `P-` and 16 hexadecimal digits.
    public static func of(signalID: String) -> PositionID {
        PositionID("P-" + StableHash.hexadecimal(signalID))
    }

    /// The id's text.
    public var description: String { text }

    /// Orders the two by their value.
    public static func < (lhs: PositionID, rhs: PositionID) -> Bool { lhs.text < rhs.text }
}

/// Where a position is in its life.
public enum PositionStatus: String, Sendable, Codable, CaseIterable {
    case opening = "OPENING"
    case open = "OPEN"
    case partial = "PARTIAL"
    case closing = "CLOSING"
    case closed = "CLOSED"
    case unknown = "UNKNOWN"

    /// Whether units may still be held.
    public var isLive: Bool { self != .closed }
}

/// Why a position is left.
public enum ExitReason: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    case operatorClose = "OPERATOR"
    case flatten = "FLATTEN"
    case dailyLoss = "DAILY_LOSS"
    case squareOff = "SQUARE_OFF"
    case stopLoss = "STOP_LOSS"
    case trailingStop = "TRAILING_STOP"
    case partial = "PARTIAL"
    case target = "TARGET"
    case timeLimit = "TIME_LIMIT"
    case thesis = "THESIS"
    case expiry = "EXPIRY"
}
