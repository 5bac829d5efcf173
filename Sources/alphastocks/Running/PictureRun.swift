import Cockpit
import Engine
import Foundation
import Trading

/// Prints the desk once, or again and again.
struct PictureRun {
    /// For how long to wait for any snapshot at all.
    private static let patienceSeconds = 5.0

    let desk: OpenedDesk
    let options: FaceOptions
    let alerts: AlertRules
    let usesASCII: Bool

    /// Prints, and judges what was printed last.
    ///
    /// - Returns: What a script has to know; `stale` when no snapshot comes at all.
    /// - Throws: What keeps it from waiting.
    func run() throws -> DeskVerdict {
        let waiter = try DeskWaiter(desk.port, readsInput: false)
        var output = LineOutput()
        var book = AlertBook(alerts)
        guard var newest = first(waiter) else {
            printError(
                "alphastocks: the desk has given no snapshot for \(Int(Self.patienceSeconds)) s")
            return .stale
        }
        var left = options.once ? 1 : options.count ?? .max
        while true {
            let now = WallClock().now
            _ = book.judge(newest, now: now)
            output.write(try picture(newest, book.alerts, now: now))
            left -= 1
            let due = now.advanced(bySeconds: options.refresh ?? 1)
            while left > 0, output.isOpen {
                let rest = due.seconds(since: WallClock().now)
                guard rest > 0 else { break }
                let arrivals = waiter.wait(seconds: rest)
                newest = arrivals.snapshot ?? newest
                if arrivals.isInterrupted { left = 0 }
            }
            if left == 0 || !output.isOpen {
                return DeskVerdict(newest, alerts: book.alerts, now: WallClock().now)
            }
        }
    }

    /// The first snapshot of a desk that is up.
    private func first(_ waiter: DeskWaiter) -> DeskSnapshot? {
        let start = WallClock().now
        var newest: DeskSnapshot?
        while newest.map({ $0.engine.phase == .starting }) ?? true {
            let elapsed = WallClock().now.seconds(since: start)
            guard elapsed < Self.patienceSeconds else { break }
            let arrivals = waiter.wait(seconds: Self.patienceSeconds - elapsed)
            newest = arrivals.snapshot ?? newest
            if arrivals.isInterrupted { break }
        }
        return newest
    }

    private func picture(
        _ desk: DeskSnapshot, _ alerts: [Alert], now: Timestamp
    ) throws -> String {
        if options.json || options.jsonl {
            let encoder = JSONEncoder.ofSnapshots
            if options.json { encoder.outputFormatting.insert(.prettyPrinted) }
            return String(decoding: try encoder.encode(desk.masked), as: UTF8.self)
        }
        let report = PlainReport(desk: desk, alerts: alerts, now: now, usesASCII: usesASCII)
        return options.once ? String(report.text.dropLast()) : report.line
    }
}
