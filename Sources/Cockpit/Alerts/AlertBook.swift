public import Trading

/// The alerts that are on, kept by hand of the snapshots: raised once they have stood at their level for as long as
/// the rules want, over well below it.
public struct AlertBook: Sendable {
    /// When alerts are raised; a new set judges from the next snapshot on.
    public var rules: AlertRules
    private var active: [Alert.Subject: Alert] = [:]
    private var raisedOrder: [Alert.Subject] = []
    /// Since when what is not yet an alert has been at its level.
    private var risenAt: [Alert.Subject: Timestamp] = [:]
    private var hasJudged = false

    /// Makes a book without alerts.
    ///
    /// - Parameter rules: When alerts are raised.
    public init(_ rules: AlertRules = AlertRules()) {
        self.rules = rules
    }

    /// The alerts that are on, oldest first.
    public var alerts: [Alert] { raisedOrder.compactMap { active[$0] } }

    /// Judges a snapshot.
    ///
    /// - Parameters:
    ///   - desk: The snapshot.
    ///   - now: The wall clock.
    /// - Returns: What was raised and what is over, in a fixed order.
    public mutating func judge(_ desk: DeskSnapshot, now: Timestamp) -> [AlertChange] {
        var changes: [AlertChange] = []
        // Most of the time nothing is wrong, and nothing to be kept in mind.
        let mayEnd = !active.isEmpty || !risenAt.isEmpty
        var seen: Set<Alert.Subject> = []
        for reading in Self.readings(desk, now: now) {
            guard let level = rules.levels[reading.subject.kind] else { continue }
            if mayEnd { seen.insert(reading.subject) }
            if let alert = active[reading.subject] {
                if reading.value < level * rules.clearPercent / 100 {
                    changes.append(clear(alert))
                }
            } else if lasts(reading, level: level, now: now) {
                risenAt[reading.subject] = nil
                let alert = Alert(subject: reading.subject, text: reading.text())
                active[reading.subject] = alert
                raisedOrder.append(reading.subject)
                changes.append(.raised(alert))
            }
        }
        // What is no longer measured, or no longer watched, is no longer wrong.
        if mayEnd {
            for alert in alerts where !seen.contains(alert.subject) { changes.append(clear(alert)) }
            risenAt = risenAt.filter { seen.contains($0.key) }
        }
        hasJudged = true
        return changes
    }

    /// Whether a value is at its level, and has been near enough to it for as long as the rules want.
    private mutating func lasts(_ reading: Reading, level: Double, now: Timestamp) -> Bool {
        guard reading.value >= level || !risenAt.isEmpty else { return false }
        let subject = reading.subject
        let wanted = rules.lastingSeconds[subject.kind] ?? 0
        guard
            reading.value >= (risenAt[subject] == nil ? level : level * rules.clearPercent / 100)
        else {
            risenAt[subject] = nil
            return false
        }
        // A book that has just been opened knows of the time before only what the snapshot tells.
        let told = hasJudged ? 0 : min(wanted, reading.secondsAt(level))
        // A clock that was set back begins anew.
        let risen = min(now, risenAt[subject] ?? now.advanced(bySeconds: -told))
        risenAt[subject] = risen
        return reading.value >= level && now.seconds(since: risen) >= wanted
    }

    private mutating func clear(_ alert: Alert) -> AlertChange {
        active[alert.subject] = nil
        raisedOrder.removeAll { $0 == alert.subject }
        return .cleared(alert)
    }

    // MARK: - What is measured

    private struct Reading {
        var subject: Alert.Subject
        var value: Double
        /// The values of the seconds before, oldest first, where the snapshot has them.
        var past: [Int] = []
        /// Written only for an alert that is raised: most snapshots raise none.
        var text: () -> String

        init(
            _ kind: AlertKind, _ name: String = "", _ value: Double, past: [Int] = [],
            _ text: @escaping @autoclosure () -> String
        ) {
            self.past = past
            subject = Alert.Subject(kind: kind, name: name)
            self.value = value
            self.text = text
        }

        /// For how many seconds up to now the value has been at a level.
        func secondsAt(_ level: Double) -> Double {
            Double(past.reversed().prefix { Double($0) >= level }.count)
        }
    }

    private static func readings(_ desk: DeskSnapshot, now: Timestamp) -> [Reading] {
        var readings: [Reading] = []
        for handler in desk.handlers {
            let seconds = Double(handler.oldestAgeNanoseconds) / 1e9
            readings += [
                Reading(
                    .queueDepth, handler.name, Double(handler.depth), past: handler.depthHistory,
                    "\(handler.depth) events wait for it"),
                Reading(
                    .queueAge, handler.name, seconds,
                    "its oldest event has waited \(Figures.fixed(seconds, 0)) s"),
                Reading(
                    .breaker, handler.name, handler.breaker == .open ? 1 : 0,
                    "its circuit breaker is open: "
                        + (handler.lastError ?? "it has failed too often")),
            ]
        }
        let dead = desk.deadLetters.total
        readings.append(Reading(.deadLetters, "", Double(dead), "\(dead) dead letters wait"))
        let loss = desk.risk.dailyLoss.fraction * 100
        readings.append(
            Reading(
                .loss, "", loss,
                "the day has lost \(IndianFormat.rupees(Money(paise: desk.risk.dailyLoss.used))), "
                    + "\(Figures.fixed(loss, 0)) % of what it may lose"))
        let age = now.seconds(since: desk.takenAt)
        readings.append(
            Reading(
                .staleSource, "engine", age,
                "the engine has not been heard for \(Figures.fixed(age, 0)) s"))
        for source in desk.sources {
            // A source that is not expected to speak all the time is never late.
            let seconds: Double =
                switch source.state {
                case .fresh, .ended: 0
                case .late: source.lastHeardAt.map { now.seconds(since: $0) } ?? .infinity
                case .down: .infinity
                }
            readings.append(
                Reading(
                    .staleSource, source.name, seconds,
                    source.state == .down
                        ? "it is down\(source.detail.isEmpty ? "" : ": \(source.detail)")"
                        : "not heard for \(Figures.fixed(seconds, 0)) s"))
        }
        return readings
    }
}
