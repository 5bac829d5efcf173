import Cockpit
import Engine
import Foundation
import Trading

/// The plain mode at work: lines from standard input, sentences to standard output.
struct PlainTalk {
    /// How long to wait for the answers to commands after the last typed line.
    private static let answerSeconds = 10.0

    let desk: OpenedDesk
    var plain: PlainDesk

    /// Talks until `quit`, Ctrl-C or the end of the input, once all that was sent has been answered.
    mutating func run() throws {
        let waiter = try DeskWaiter(desk.port, readsInput: true)
        var output = LineOutput()
        // Lines that are piped in come before the first snapshot: they wait for it.
        var pending: [String] = []
        var hasSnapshot = false
        var overAt: Timestamp?
        while output.isOpen {
            let arrivals = waiter.wait(seconds: 1)
            let now = WallClock().now
            var effects = arrivals.snapshot.map { plain.receive($0, now: now) } ?? plain.tick(now)
            hasSnapshot = hasSnapshot || arrivals.snapshot != nil
            pending += arrivals.lines
            if hasSnapshot {
                for line in pending { perform(plain.handle(line, now: now), &effects, &output) }
                pending = []
            }
            perform([], &effects, &output)
            if effects.contains(.quit) || arrivals.isInterrupted { return }
            if arrivals.isInputOver { overAt = now }
            guard let overAt, pending.isEmpty else { continue }
            if plain.isSettled || now.seconds(since: overAt) > Self.answerSeconds { return }
        }
    }

    /// Writes and sends in order; what was asked before comes first.
    private mutating func perform(
        _ more: [PlainDesk.Effect], _ effects: inout [PlainDesk.Effect], _ output: inout LineOutput
    ) {
        for effect in effects + more {
            switch effect {
            case .say(let line): output.write(line)
            case .send(let command): plain.didSend(command, as: desk.port.send(command))
            case .quit: break
            }
        }
        effects = (effects + more).filter { $0 == .quit }
    }
}
