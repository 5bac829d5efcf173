import Terminal
import Trading

/// Tells a person's keys from a paste that the terminal does not mark as one, and from a cat on the keyboard.
///
/// Nobody types six different characters within a few milliseconds. Fewer may open a dialog and answer it: that is why
/// a dialog takes its confirmation only once a person can have read its first word.
struct BurstGuard: Sendable {
    /// So long after one another the characters of a burst come, and no person's.
    private static let seconds = 0.03
    /// So long after a dialog has come up nobody can have read it.
    private static let readingSeconds = 0.15
    /// So many of them are a burst, unless it is one key that is held down or two that take turns.
    private static let count = 6

    private var recent: [(character: Character, at: Timestamp)] = []
    /// Until when whatever comes belongs to the burst.
    private var isBurstUntil: Timestamp?
    /// When the newest dialog came up.
    private var dialogOpenedAt: Timestamp?

    /// Judges keys that came together.
    ///
    /// - Parameters:
    ///   - batch: The keys.
    ///   - now: When they came.
    /// - Returns: Whether they are part of a burst, and must not do anything.
    mutating func isBurst(_ batch: [Key], now: Timestamp) -> Bool {
        let characters = batch.compactMap { key in
            if case .character(let character) = key { (character: character, at: now) } else { nil }
        }
        recent.removeAll { !Self.isWithin(Self.seconds, from: $0.at, to: now) }
        recent += characters
        let goesOn = isBurstUntil.map { now < $0 && Self.isWithin(1, from: now, to: $0) } ?? false
        let isNew = recent.count >= Self.count && Set(recent.map(\.character)).count > 2
        guard goesOn || isNew else { return false }
        isBurstUntil = now.advanced(bySeconds: 2 * Self.seconds)
        return true
    }

    /// Learns that a dialog has come up.
    mutating func dialogOpened(now: Timestamp) { dialogOpenedAt = now }

    /// Whether the newest dialog came up too short a time ago to be answered by a person, whether the keys came
    /// together or one after the other.
    func isTooSoon(now: Timestamp) -> Bool { secondsOfReading(now: now) != nil }

    /// Seconds until the newest dialog may be answered; `nil` when it may be.
    func secondsOfReading(now: Timestamp) -> Double? {
        guard let opened = dialogOpenedAt, Self.isWithin(Self.readingSeconds, from: opened, to: now)
        else { return nil }
        return Self.readingSeconds - now.seconds(since: opened)
    }

    /// Whether an instant is so near after another; a clock that was set back is near to nothing.
    private static func isWithin(_ seconds: Double, from: Timestamp, to: Timestamp) -> Bool {
        (0..<seconds).contains(to.seconds(since: from))
    }
}

extension DialogResult {
    /// Whether it does more than to move about in the dialog.
    var isConsequential: Bool {
        switch self {
        case .send, .unlock, .quit: true
        default: false
        }
    }
}
