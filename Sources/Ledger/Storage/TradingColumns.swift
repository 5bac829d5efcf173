internal import Trading

// How the desk's values are stored: money in paise, time in nanoseconds UTC, names as they are
// spelled.

extension Price: WholeNumberColumn {
    var wholeNumber: Int64 { paise }
    init(wholeNumber: Int64) { self.init(paise: wholeNumber) }
}

extension Money: WholeNumberColumn {
    var wholeNumber: Int64 { paise }
    init(wholeNumber: Int64) { self.init(paise: wholeNumber) }
}

extension Timestamp: WholeNumberColumn {
    var wholeNumber: Int64 { nanoseconds }
    init(wholeNumber: Int64) { self.init(nanoseconds: wholeNumber) }
}

extension Quantity: WholeNumberColumn {
    var wholeNumber: Int64 { Int64(units) }
    init?(wholeNumber: Int64) {
        guard let units = Int(exactly: wholeNumber) else { return nil }
        self.init(units)
    }
}

extension InstrumentID: WholeNumberColumn {
    var wholeNumber: Int64 { Int64(token) }
    init?(wholeNumber: Int64) {
        guard let token = UInt32(exactly: wholeNumber) else { return nil }
        self.init(token)
    }
}

extension OrderID: TextColumn {
    init?(stored text: String) {
        // A damaged file must not reach the precondition of `OrderID`.
        guard text.utf8.count <= 20 else { return nil }
        self.init(text)
    }

    static var expectation: String { "at most 20 characters" }
}

extension PositionID: TextColumn {
    init?(stored text: String) { self.init(text) }
}

extension DeadLetterID: TextColumn {
    init?(stored text: String) { self.init(text) }
}

extension RiskModeName: TextColumn {
    init?(stored text: String) { self.init(text) }
}

extension SignalAction: ColumnValue {}
extension SignalOrigin: ColumnValue {}
extension SignalStatus: ColumnValue {}
extension DenialCode: ColumnValue {}
extension OrderSide: ColumnValue {}
extension OrderStatus: ColumnValue {}
extension VenueMode: ColumnValue {}
extension PositionStatus: ColumnValue {}
extension ExitReason: ColumnValue {}

extension DeadLetterResolution: TextColumn {
    var text: String { rawValue }
    init?(stored text: String) { self.init(rawValue: text) }
    static var expectation: String { "RETRIED or DISCARDED" }
}
