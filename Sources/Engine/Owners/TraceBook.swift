import EventBus
import Synchronization
import Trading

/// The stories of the newest signals as the bus tells them: which handler took which event, when, and how it ended.
///
/// Written by the workers after each attempt at an event of a story, one short lock each; ticks and timers belong
/// to no story and never come here. Words are made when somebody reads.
final class TraceBook: Sendable {
    /// What was measured of one signal.
    struct Story: Sendable {
        let signalID: String
        /// The attempts, in the order of their ends: the first and the newest of a long story.
        fileprivate(set) var reports: [AttemptReport<EventPayload>] = []
        /// Events that led to one of the story and were not measured: a candle, a tick.
        fileprivate(set) var causes: [DeskEvent] = []
        fileprivate(set) var omitted = 0
        /// Counts the attempts, so that a reader knows whether the story went on.
        fileprivate(set) var revision = 0
        fileprivate var trade = Trade.untraded
    }

    /// What a signal has come to.
    fileprivate enum Trade {
        /// No position: it was refused, or is still on its way.
        case untraded
        case live
        case over
    }

    fileprivate struct State {
        var bus: Bus<EventPayload>?
        var stories: [String: Story] = [:]
        /// The stories' ids, in the order of their first attempts; one whose trade has ended comes after all that
        /// were there when it did.
        var order: [String] = []
        /// Attempts that are not in the ledger yet.
        var unwritten: [AttemptReport<EventPayload>] = []
        /// The event that made the desk send an order, until the order has ended.
        var orderCauses: [OrderID: EventID] = [:]
    }

    private let state = Mutex(State())
    /// Stories kept beside those whose positions are live: of trades that are over, and of signals without one.
    ///
    /// A rain of refused signals is not to wash away how the last trade ended.
    fileprivate static let kept = 20
    /// A signal's candle and that candle's tick, and one more.
    fileprivate static let longestPrelude = 3
    fileprivate static let mostCauses = 32
    /// While the journal is paused, newer attempts than these are not kept for the ledger: they are measurements,
    /// not facts.
    private static let mostUnwritten = 20_000

    /// Says where events that led to others are looked up.
    func connect(_ bus: Bus<EventPayload>?) {
        state.withLock { $0.bus = bus }
    }

    // MARK: Writing

    /// Takes up an attempt that has ended.
    func note(_ report: AttemptReport<EventPayload>) {
        guard let id = report.event.correlationID else { return }
        state.withLock { state in
            if state.stories[id] == nil {
                state.order.append(id)
                state.forgetOld(.untraded)
            }
            var story = state.stories.removeValue(forKey: id) ?? Story(signalID: id)
            let trade = story.trade
            story.note(report, on: state.bus)
            state.stories[id] = story
            if trade != .over, story.trade == .over {
                state.order.removeAll { $0 == id }
                state.order.append(id)
                state.forgetOld(.over)
            }
            if state.unwritten.count < Self.mostUnwritten { state.unwritten.append(report) }
        }
    }

    /// Keeps which event made the desk send an order.
    func note(_ order: OrderID, causedBy event: DeskEvent) {
        state.withLock { $0.orderCauses[order] = event.id }
    }

    /// The event that made the desk send the order that the venue reports on.
    func cause(of report: OrderReport) -> EventID? {
        state.withLock { state in
            report.kind.endsOrder
                ? state.orderCauses.removeValue(forKey: report.orderID)
                : state.orderCauses[report.orderID]
        }
    }

    /// Takes the attempts that are not in the ledger yet.
    func takeUnwritten() -> [TracedRun] {
        let reports = state.withLock { state in
            defer { state.unwritten = [] }
            return state.unwritten
        }
        return reports.map {
            TracedRun(eventID: $0.event.id.description, run: TraceRun($0))
        }
    }

    // MARK: Reading

    func story(of signalID: String) -> Story? { state.withLock { $0.stories[signalID] } }

    /// The stories of the newest signals, of the trades that ended last and of those that are live, newest first.
    var newest: [Story] {
        state.withLock { state in
            var counts: [Trade: Int] = [:]
            return state.order.reversed().compactMap { state.stories[$0] }.filter { story in
                counts[story.trade, default: 0] += 1
                return story.trade == .live || counts[story.trade, default: 0] <= Self.kept
            }
        }
    }
}

extension TraceBook.State {
    /// Forgets the oldest stories of those that have come to the same, in blocks.
    ///
    /// O(n) in the stories kept.
    fileprivate mutating func forgetOld(_ trade: TraceBook.Trade) {
        let others = order.filter { stories[$0]?.trade == trade }
        guard others.count > TraceBook.kept * 2 else { return }
        let old = Set(others.dropLast(TraceBook.kept))
        for id in old { stories[id] = nil }
        order.removeAll { old.contains($0) }
    }
}

extension TraceBook.Story {
    fileprivate mutating func note(
        _ report: AttemptReport<EventPayload>, on bus: Bus<EventPayload>?
    ) {
        revision += 1
        switch report.event.payload {
        case .positionOpened(let position), .positionUpdated(let position),
            .positionClosed(let position), .positionReconciled(let position):
            // A slower handler may end its attempt at an earlier event after the position was closed.
            if !position.status.isLive {
                trade = .over
            } else if trade == .untraded {
                trade = .live
            }
        default: break
        }
        if !reports.contains(where: { $0.event.id == report.event.id }) {
            look(for: report.event.causationID, on: bus)
        }
        omitted += reports.append(report, keeping: SignalTrace.longest)
    }

    /// Adds what led to an event, and what led to that, as far as the history still holds it.
    private mutating func look(for cause: EventID?, on bus: Bus<EventPayload>?) {
        var next = cause
        for _ in 0..<TraceBook.longestPrelude {
            guard let id = next, !reports.contains(where: { $0.event.id == id }),
                !causes.contains(where: { $0.id == id }), let event = bus?.event(id)
            else { return }
            causes.append(event, keeping: TraceBook.mostCauses)
            next = event.causationID
        }
    }
}

extension Array {
    /// Appends an element; of more than `limit`, the first half and the newest stay.
    ///
    /// - Returns: How many were left out: 0 or 1.
    @discardableResult
    fileprivate mutating func append(_ element: Element, keeping limit: Int) -> Int {
        append(element)
        guard count > limit else { return 0 }
        remove(at: limit / 2)
        return 1
    }
}

extension OrderReportKind {
    fileprivate var endsOrder: Bool {
        switch self {
        case .accepted, .unknown: false
        case .filled(_, _, _, let isComplete): isComplete
        case .cancelled, .rejected, .expired: true
        }
    }
}

extension SignalTrace {
    /// Tells a story in words.
    init(_ story: TraceBook.Story) {
        var events: [String: EventRecord] = [:]
        var runs: [String: [TraceRun]] = [:]
        for report in story.reports {
            let id = report.event.id.description
            if events[id] == nil { events[id] = EventRecord(report.event) }
            runs[id, default: []].append(TraceRun(report))
        }
        for cause in story.causes { events[cause.id.description] = EventRecord(cause) }
        self.init(
            of: story.signalID, events: Array(events.values), runs: runs,
            omittedSteps: story.omitted)
    }
}

extension TraceRun {
    init(_ report: AttemptReport<EventPayload>) {
        let outcome: TraceOutcome =
            switch report.failure?.kind {
            case nil: .done
            case .timeout: .timedOut
            case .error, .filter, .crash: .failed(report.failure?.text ?? "")
            }
        self.init(
            handler: report.handler, attempt: report.number,
            waitNanoseconds: report.waitNanoseconds, runNanoseconds: report.runNanoseconds,
            outcome: outcome)
    }
}
