public import Trading
import Terminal

/// The cockpit as a conversation in lines of text: for screen readers, pipes and terminals that can do no more.
///
/// Snapshots and typed lines go in, sentences and commands come out. It announces what changes and never repeats
/// what stays; whatever acts on the desk is asked back with its frozen target, as the dialogs of the screen do.
public struct PlainDesk: Sendable {
    /// What the conversation asks of the world.
    public enum Effect: Hashable, Sendable {
        /// Write a line.
        case say(String)
        /// Send a command, and tell its id by ``PlainDesk/didSend(_:as:)``.
        case send(Command)
        /// End the conversation.
        case quit
    }

    /// A command that waits for the words that confirm it.
    struct Question: Sendable {
        /// What must be typed.
        var proof: String
        /// What is then sent; `nil` to leave.
        var command: Command?
    }

    private(set) var desk: DeskSnapshot?
    private(set) var now: Timestamp
    let isReadOnly: Bool
    /// Whether the desk ends with this program.
    let stopsDesk: Bool
    let exits: ExitWords
    var question: Question?
    /// The numbers that may be typed instead of words; none for those of the menu itself.
    var choice: PlainChoice?
    var signalsMade = 0

    private var alertBook: AlertBook
    private var freshness = Freshness.fresh
    private var lastRow: UInt64 = 0
    private var unanswered: [CommandID: String] = [:]
    /// The number that people call a position by; it stays the same as long as the conversation lasts.
    private var numbers: [PositionID: Int] = [:]
    /// The same for dead letters.
    private var letters: [DeadLetterID: Int] = [:]
    private var known: [PositionID: PositionStatusRow] = [:]

    /// Makes a conversation that knows of no desk yet.
    ///
    /// - Parameters:
    ///   - alerts: When alerts are raised.
    ///   - limits: The limits by which the desk prices an exit.
    ///   - isReadOnly: Whether nothing may be sent to the desk.
    ///   - stopsDesk: Whether the desk ends with this program, so that leaving is asked about.
    ///   - now: The wall clock.
    public init(
        alerts: AlertRules = AlertRules(), limits: DeskLimits = DeskLimits(),
        isReadOnly: Bool = false, stopsDesk: Bool = false, now: Timestamp
    ) {
        alertBook = AlertBook(alerts)
        exits = ExitWords(limits: limits)
        self.isReadOnly = isReadOnly
        self.stopsDesk = stopsDesk
        self.now = now
    }

    /// The alerts that are on.
    public var alerts: [Alert] { alertBook.alerts }

    /// Whether every command that was sent has been answered.
    public var isSettled: Bool { unanswered.isEmpty }

    var sentences: PlainSentences? {
        desk.map { PlainSentences(desk: $0, now: now, numbers: numbers, letters: letters) }
    }

    // MARK: - What comes in

    /// Takes a new snapshot and tells what has changed since the one before.
    ///
    /// - Parameters:
    ///   - snapshot: The snapshot.
    ///   - now: The wall clock.
    /// - Returns: The sentences; after the first snapshot a greeting and the state of things.
    public mutating func receive(_ snapshot: DeskSnapshot, now: Timestamp) -> [Effect] {
        self.now = now
        let before = desk
        desk = snapshot
        for row in snapshot.positions.reversed() where numbers[row.id] == nil {
            numbers[row.id] = numbers.count + 1
        }
        for row in snapshot.deadLetters.rows.reversed() where letters[row.id] == nil {
            letters[row.id] = letters.count + 1
        }
        var lines = tellFreshness()
        lines += alertBook.judge(snapshot, now: now).map { change in
            switch change {
            case .raised(let alert): "alert: \(alert.sentence)"
            case .cleared(let alert): "alert over: \(alert.sentence)"
            }
        }
        guard let before, let sentences else {
            lastRow = snapshot.log.last?.sequence ?? 0
            known = Dictionary(uniqueKeysWithValues: snapshot.positions.map { ($0.id, $0) })
            let greeting =
                sentences.map { $0.greeting + $0.status + $0.quotes + $0.positions } ?? []
            return say(greeting + lines)
        }
        lines += changes(from: before, to: snapshot, sentences)
        return say(lines + answers(snapshot.outcomes))
    }

    /// Lets time pass without a snapshot.
    ///
    /// - Parameter now: The wall clock.
    /// - Returns: What is to be said, such as that the engine is not heard any more.
    public mutating func tick(_ now: Timestamp) -> [Effect] {
        self.now = now
        return say(tellFreshness())
    }

    /// Learns the id under which a command was sent.
    ///
    /// - Parameters:
    ///   - command: The command of a ``Effect/send(_:)``.
    ///   - id: The id that the desk port gave it.
    public mutating func didSend(_ command: Command, as id: CommandID) {
        unanswered[id] = command.verb
    }

    /// Says lines in signs that every terminal and every voice knows.
    func say(_ lines: [String]) -> [Effect] { lines.map { .say(Canvas.plain($0)) } }

    // MARK: - What has changed

    private mutating func tellFreshness() -> [String] {
        guard let desk else { return [] }
        let age = max(0, now.seconds(since: desk.takenAt))
        let judged = Freshness(age: age, period: desk.periodSeconds)
        defer { freshness = judged }
        guard judged != freshness else { return [] }
        switch judged {
        case .fresh: return ["the engine is heard again"]
        case .late: return ["the engine is late: the figures are \(Figures.fixed(age, 1)) s old"]
        case .stale:
            return [
                "STALE: the engine has not been heard for \(Figures.fixed(age, 1)) s; "
                    + "no figure is of now"
            ]
        }
    }

    private mutating func changes(
        from before: DeskSnapshot, to desk: DeskSnapshot, _ sentences: PlainSentences
    ) -> [String] {
        var lines = before.quotes.isEmpty ? sentences.quotes : []
        if desk.engine.phase != before.engine.phase {
            lines.append("engine: \(desk.engine.phase.rawValue)")
        }
        if desk.risk.state != before.risk.state {
            lines.append(sentences.riskState)
        }
        if desk.risk.isIntakePaused != before.risk.isIntakePaused {
            lines.append(
                desk.risk.isIntakePaused
                    ? "the intake of signals is paused" : "signals are taken again")
        }
        if desk.risk.sessionLabel != before.risk.sessionLabel {
            lines.append("session: \(desk.risk.sessionLabel)")
        }
        for row in desk.positions.reversed() {
            if let change = sentences.change(of: row, from: known[row.id]) { lines.append(change) }
        }
        known = Dictionary(uniqueKeysWithValues: desk.positions.map { ($0.id, $0) })
        let dead = desk.deadLetters.total - before.deadLetters.total
        if dead != 0 {
            let letters = abs(dead) == 1 ? "dead letter" : "dead letters"
            lines.append(
                "\(abs(dead)) \(letters) \(dead > 0 ? "more" : "fewer"), "
                    + "\(desk.deadLetters.total) wait")
        }
        // Warnings and errors are told; what is only information is there on request.
        for row in desk.log where row.sequence > lastRow && row.level >= .warning {
            lines.append(sentences.event(row))
        }
        lastRow = max(lastRow, desk.log.last?.sequence ?? 0)
        return lines
    }

    private mutating func answers(_ outcomes: [CommandOutcome]) -> [String] {
        outcomes.compactMap { outcome in
            guard let verb = unanswered.removeValue(forKey: outcome.id) else { return nil }
            return "\(verb): \(CommandProgress.line(outcome.verdict).plain)"
        }
    }
}
