import Terminal
import Trading

extension CockpitModel {
    /// Judges the newest snapshot, keeps what changed as rows of the events, and says how loudly to tell of it.
    mutating func watch(_ desk: DeskSnapshot) -> [Effect] {
        let changes = alertBook.judge(desk, now: now)
        for change in changes { alertLog.append(row(change, at: desk.marketTime)) }
        if alertLog.count > Self.alertRowLimit {
            alertLog.removeFirst(alertLog.count - Self.alertRowLimit)
        }
        let raised = changes.compactMap { change in
            if case .raised(let alert) = change { alert } else { nil }
        }
        guard let first = raised.first else { return [] }
        let more = raised.count > 1 ? " and \(raised.count - 1) more" : ""
        say("alert: \(first.sentence)\(more)", .stateWarn, seconds: 10)
        let rules = alertBook.rules
        guard rules.ringsBell || rules.notification != .off else { return [] }
        return [
            .alert("\(desk.venue.rawValue): \(first.sentence)\(more)")
        ]
    }

    /// The snapshot with the alerts among its events, in the order of time.
    func withAlerts(_ desk: DeskSnapshot) -> DeskSnapshot {
        guard !alertLog.isEmpty else { return desk }
        var desk = desk
        let own = alertLog
        var merged: [LogRow] = []
        merged.reserveCapacity(desk.log.count + own.count)
        var next = 0
        for row in desk.log {
            while next < own.count, own[next].at < row.at {
                merged.append(own[next])
                next += 1
            }
            merged.append(row)
        }
        desk.log = merged + own[next...]
        return desk
    }

    private static let alertRowLimit = 50

    private mutating func row(_ change: AlertChange, at time: Timestamp) -> LogRow {
        alertsLogged += 1
        let (alert, level, word): (Alert, LogLevel, String) =
            switch change {
            case .raised(let alert): (alert, .warning, "alert")
            case .cleared(let alert): (alert, .info, "over")
            }
        // The engine counts its rows from 1: the upper half of the numbers is free.
        return LogRow(
            sequence: 1 << 63 + alertsLogged, at: time, level: level,
            subject: alert.subject.name.isEmpty ? "desk" : alert.subject.name,
            text: "\(word): \(alert.text)", correlationID: nil)
    }
}

extension Alert {
    /// The alert with the part it is about.
    var sentence: String { subject.name.isEmpty ? text : "\(subject.name): \(text)" }
}
