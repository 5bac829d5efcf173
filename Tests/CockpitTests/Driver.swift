import Foundation
import Terminal
import TestSupport
import Trading

@testable import Cockpit

/// How many times as long the random tests run, and whether every size is drawn:
/// `ALPHASTOCKS_STRESS=1400` makes a million random steps.
let stress = max(
    1, ProcessInfo.processInfo.environment["ALPHASTOCKS_STRESS"].flatMap(Int.init) ?? 1)

/// A cockpit with a clock of its own, driven by hand.
struct Driver {
    var model: CockpitModel
    var now = DeskSnapshot.fixtureTime
    /// How fast keys are pressed: no faster than a person reads a question.
    var secondsBetweenKeys = 0.2
    /// Every command that was asked for.
    var sent: [Command] = []
    /// Every question that was asked; its answer has the number 1000 and more.
    var asked: [Command] = []
    var effects: [Effect] = []

    init(
        _ desk: DeskSnapshot? = .busy, size: Size = Size(columns: 120, rows: 40),
        options: CockpitOptions = CockpitOptions(), glyphs: Glyphs = .unicode
    ) {
        model = CockpitModel(options: options, size: size, glyphs: glyphs, now: now)
        if let desk { receive(desk) }
    }

    /// Presses keys one after the other, a fifth of a second apart.
    mutating func press(_ keys: Key...) {
        for key in keys { press(key) }
    }

    /// Types characters.
    mutating func type(_ text: String) {
        for character in text { press(.character(character)) }
    }

    private mutating func press(_ key: Key) {
        now = now.advanced(bySeconds: secondsBetweenKeys)
        for effect in model.handle(key, now: now) {
            effects.append(effect)
            if case .send(let command) = effect, command.isQuestion {
                model.didSend(command, as: CommandID(UInt64(1000 + asked.count)))
                asked.append(command)
            } else if case .send(let command) = effect {
                sent.append(command)
                model.didSend(command, as: CommandID(UInt64(sent.count)))
            }
        }
    }

    /// Hands a snapshot in, at its own time when that is later.
    mutating func receive(_ desk: DeskSnapshot) {
        now = max(now, desk.takenAt)
        model.receive(desk, now: now)
        model.tick(now)
    }

    /// The screen as text.
    func lines() -> [String] { canvas().lines }

    func canvas() -> Canvas {
        var canvas = Canvas(size: model.size, glyphs: model.glyphs)
        model.draw(into: &canvas)
        return canvas
    }

    /// Whether some row of the screen holds a text.
    func shows(_ text: String) -> Bool { lines().contains { $0.contains(text) } }
}

extension DeskSnapshot {
    /// The busy desk with two dead letters of one cause, the second and the last.
    static var repetitive: DeskSnapshot {
        busy.with { desk in
            let first = desk.deadLetters.rows[1].record
            let last = desk.deadLetters.rows[4].record
            desk.deadLetters.rows[4].record = DeadLetterRecord(
                id: last.id, handler: first.handler, event: last.event, attempts: first.attempts,
                diedAt: last.diedAt)
        }
    }

    /// The snapshot with an answer to a command.
    func answering(_ number: UInt64, _ verdict: CommandVerdict) -> DeskSnapshot {
        with {
            $0.outcomes.append(
                CommandOutcome(
                    id: CommandID(number), verb: "close", verdict: verdict, answeredAt: $0.takenAt))
        }
    }
}
