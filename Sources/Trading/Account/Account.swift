/// The desk's money, what is set aside of it, and what is at risk: the state of one owner.
///
/// Cash is the capital plus the effect of every fill, to the paisa, and nothing else. What an entry on its
/// way will need is set aside in a reservation before its order exists, so that any number of signals at
/// the same time cannot overshoot a limit.
public struct Account: Hashable, Sendable {
    /// What the account began with.
    public let capital: Money
    /// Cash, reservations not taken off.
    public private(set) var cash: Money
    /// Entries on their way, by the position that they will open.
    public private(set) var reservations: [PositionID: Reservation] = [:]
    /// Positions that are open or were closed today.
    public private(set) var exposures: [PositionID: Exposure] = [:]
    /// The figures of the day.
    public internal(set) var today: AccountDay
    /// What keeps entries out.
    public private(set) var gate: RiskGate

    private var sums = AccountSums()

    /// Opens an account that never traded.
    ///
    /// - Parameters:
    ///   - capital: What it begins with.
    ///   - day: The trading day.
    ///   - gate: What keeps entries out.
    public init(capital: Money, day: CalendarDay, gate: RiskGate = RiskGate()) {
        self.capital = capital
        cash = capital
        self.gate = gate
        today = AccountDay(day, openingEquity: capital)
    }

    // MARK: Sums

    /// Cash set aside for entries on their way.
    public var reserved: Money { sums.reserved }

    /// Cash that an entry could use.
    public var available: Money { cash - reserved }

    /// Cash and what is held, at the last marks.
    public var equity: Money { cash + sums.held }

    /// The day's profit, realised or not, less charges.
    public var dayNet: Money { equity - today.openingEquity }

    /// What all positions and entries on their way may lose down to their stops.
    public var capitalAtRisk: Money { sums.risk }

    /// Positions that are open or that an entry on its way will open; each counts once.
    public var positionCount: Int { sums.positionCount }

    /// Losses in a row since the session began or the operator resumed.
    public var lossStreak: Int { today.trades.lossStreak(after: today.acceptedTrades) }

    /// Whether the cash is the capital plus the effect of every fill.
    ///
    /// - Parameter fills: Every fill there ever was.
    /// - Returns: `true` when it is, to the paisa.
    public func isBalanced(fills: some Sequence<Fill>) -> Bool {
        cash == fills.reduce(capital) { $0 + $1.cashEffect }
    }

    // MARK: What happens

    /// Books a fill.
    ///
    /// - Parameters:
    ///   - fill: A fill that was not booked before; fills are told apart by their trade id.
    ///   - position: Its position, the fill already applied.
    public mutating func apply(_ fill: Fill, to position: Position) {
        book(fill)
        if fill.side == .buy { shrinkReservation(position.signalID, by: fill) }
        take(position)
        guard position.status == .closed else { return }
        today.trades.close(position.id, net: position.realised - position.charges)
    }

    /// Books a fill's cash and charges only, because its position is not known any more.
    ///
    /// - Parameter fill: A fill that was not booked before.
    public mutating func bookMoney(of fill: Fill) {
        book(fill)
        today.fall.follow(dayNet)
    }

    /// Changes the cash; what is held does not fit it before the position has changed too.
    private mutating func book(_ fill: Fill) {
        cash += fill.cashEffect
        today.charges += fill.charges
    }

    /// Takes over a position's stop and mark.
    ///
    /// Its units come with the fill that changed them, and the cash with them: a position that was looked at between
    /// the two would be worth nothing, or nothing paid.
    ///
    /// - Parameter position: The position as it is now; one without a booked fill is not held yet, and one that
    ///   is older than what is known, by its version, changes nothing.
    public mutating func positionChanged(_ position: Position) {
        guard let last = exposures[position.id], position.version >= last.version else { return }
        expose(position.id, last.watched(position))
        today.fall.follow(dayNet)
    }

    /// Takes over all of a position.
    mutating func take(_ position: Position) {
        guard position.boughtQuantity > .zero || position.soldQuantity > .zero else { return }
        let last = exposures[position.id]
        let exposure = Exposure(position, last: last)
        today.realised += exposure.realised - (last?.realised ?? .zero)
        expose(position.id, exposure)
        today.fall.follow(dayNet)
    }

    /// Takes up a position that was closed on an earlier day and that a late fill calls back; what it earned
    /// until now is not the day's.
    ///
    /// - Parameter position: The position before that fill.
    public mutating func recall(_ position: Position) {
        expose(position.id, Exposure(position, last: nil))
    }

    /// Gives back what was set aside for an entry that is over.
    ///
    /// - Parameter signalID: The signal; one without a reservation is left alone.
    /// - Returns: What was set aside and not used.
    @discardableResult
    public mutating func release(signalID: String) -> Reservation? {
        let position = PositionID.of(signalID: signalID)
        let reservation = reservations[position]
        reserve(nil, for: position)
        return reservation
    }

    /// Begins a trading day: new figures, a new streak, no causes but a halt.
    ///
    /// The same day again changes nothing.
    ///
    /// - Parameter day: The trading day.
    /// - Returns: The new risk state, when it changed.
    @discardableResult
    public mutating func startDay(_ day: CalendarDay) -> RiskStateChange? {
        guard day != today.day else { return nil }
        for (id, exposure) in exposures where !exposure.isOpen { expose(id, nil) }
        today = AccountDay(day, openingEquity: equity)
        return changing { $0.startSession() }
    }

    // MARK: The risk state

    /// Raises what the day's figures demand: REDUCING at the daily loss or after a row of losses.
    ///
    /// - Parameter limits: The desk's limits.
    /// - Returns: The new risk state, when it changed.
    public mutating func review(_ limits: DeskLimits) -> RiskStateChange? {
        let breaches = breaches(of: limits)
        return changing { gate in
            for (cause, reason) in breaches { gate.raise(cause, reason) }
        }
    }

    /// Keeps entries out for a cause outside the account.
    ///
    /// - Parameters:
    ///   - cause: The cause.
    ///   - reason: The reason in one line.
    /// - Returns: The new risk state, when it changed.
    public mutating func raise(_ cause: ReducingCause, _ reason: String) -> RiskStateChange? {
        changing { $0.raise(cause, reason) }
    }

    /// Halts the desk.
    ///
    /// - Parameter reason: What the operator said.
    /// - Returns: The new risk state, when it changed.
    public mutating func halt(_ reason: String) -> RiskStateChange? {
        changing { $0.halt(reason) }
    }

    /// Goes on at the operator's word.
    ///
    /// The operator has seen the losses so far: the streak starts anew, and the daily limit counts from
    /// the day's result of this moment, so that a further loss of the same size stops the desk again.
    ///
    /// - Returns: The new risk state, when it changed.
    public mutating func resume() -> RiskStateChange? {
        today.acceptedLoss = min(.zero, dayNet)
        today.acceptedTrades = today.tradesClosed
        return changing { $0.resume() }
    }

    /// The limits that the day's figures have reached, with the numbers.
    func breaches(of limits: DeskLimits) -> [(ReducingCause, String)] {
        var found: [(ReducingCause, String)] = []
        let loss = dayNet - today.acceptedLoss
        let limit = today.openingEquity.scaled(by: limits.dailyLossPercent / 100)
        if limit > .zero, loss <= -limit {
            found.append(
                (
                    .dailyLoss,
                    "day's loss \(IndianFormat.rupees(loss)) has reached "
                        + "\(IndianFormat.percent(limits.dailyLossPercent)) of "
                        + "\(IndianFormat.rupees(today.openingEquity)) at the start"
                ))
        }
        if lossStreak >= limits.lossStreak {
            found.append(
                (.lossStreak, "\(lossStreak) losses in a row, the limit is \(limits.lossStreak)"))
        }
        return found
    }

    private mutating func changing(_ change: (inout RiskGate) -> Void) -> RiskStateChange? {
        let before = gate
        change(&gate)
        guard gate != before else { return nil }
        return RiskStateChange(state: gate.state, reasons: gate.reasons)
    }

    private mutating func shrinkReservation(_ signalID: String, by fill: Fill) {
        let position = PositionID.of(signalID: signalID)
        guard var reservation = reservations[position] else { return }
        reservation.remaining -= fill.quantity
        reservation.charges = max(.zero, reservation.charges - fill.charges)
        reserve(reservation.remaining > .zero ? reservation : nil, for: position)
    }

    /// Sets aside what an entry needs, or gives it back.
    mutating func reserve(_ reservation: Reservation?, for position: PositionID) {
        let exposure = exposures[position]
        sums.replace((exposure, reservations[position]), by: (exposure, reservation))
        reservations[position] = reservation
    }

    private mutating func expose(_ position: PositionID, _ exposure: Exposure?) {
        let reservation = reservations[position]
        sums.replace((exposures[position], reservation), by: (exposure, reservation))
        exposures[position] = exposure
    }
}
