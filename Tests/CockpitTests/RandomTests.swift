import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("Random use")
struct RandomTests {
    /// Shuffles, drops, adds and changes rows, as a busy desk does between two looks.
    private static func stirred(
        _ desk: DeskSnapshot, _ generator: inout SeededGenerator
    ) -> DeskSnapshot {
        desk.later(bySeconds: 0.1 + generator.nextUnit() * 4).with { desk in
            let source = DeskSnapshot.busy
            desk.positions = source.positions.shuffled(using: &generator)
            desk.deadLetters.rows = source.deadLetters.rows.shuffled(using: &generator)
            desk.handlers = source.handlers.shuffled(using: &generator)
            if Bool.random(using: &generator) {
                desk.positions.removeLast(Int.random(in: 0...3, using: &generator))
            }
            if Bool.random(using: &generator) {
                desk.deadLetters.rows.removeLast(Int.random(in: 0...5, using: &generator))
            }
            for index in desk.positions.indices where Bool.random(using: &generator) {
                desk.positions[index].position.version += 1
            }
            for index in desk.handlers.indices {
                desk.handlers[index].depth = Int.random(in: 0...5000, using: &generator)
            }
        }
    }

    @Test("1,000 seeded races: what is sent is what was selected when the key was pressed")
    func races() {
        var closed = 0
        for seed in 0..<1000 {
            var generator = SeededGenerator(seed: UInt64(seed))
            var driver = Driver(.busy, size: Size(columns: 60, rows: 16))
            driver.press(.character("4"))
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                driver.press(Bool.random(using: &generator) ? .down : .up)
                driver.receive(Self.stirred(DeskSnapshot.busy, &generator))
            }
            guard case .position(let id)? = driver.model.focusedState.selection,
                let seen = driver.model.desk?.positions.first(where: { $0.id == id })
            else { continue }
            driver.press(.character("x"))
            let opened = !driver.model.dialogs.isEmpty
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                driver.receive(Self.stirred(DeskSnapshot.busy, &generator))
            }
            driver.press(.character("y"))
            guard opened else {
                #expect(driver.sent.isEmpty)
                continue
            }
            closed += 1
            #expect(
                driver.sent == [
                    .closePositions([PositionTarget(id: id, version: seen.position.version)])
                ], "seed \(seed)")
        }
        #expect(closed > 500)
    }

    @Test("selection stays on its item through every reordering")
    func selection() {
        var generator = SeededGenerator(seed: 11)
        var driver = Driver(.busy)
        driver.press(.character("1"), .down, .down)
        let selected = driver.model.focusedState.selection
        for _ in 0..<200 {
            driver.receive(Self.stirred(DeskSnapshot.busy, &generator))
            #expect(driver.model.focusedState.selection == selected)
        }
    }

    @Test("random keys, clicks, sizes and snapshots: no crash, and no command without its dialog")
    func anything() {
        let keys: [Key] =
            Action.allCases.flatMap(\.defaultKeys).filter { $0 != .control("c") }
            + "yYn123HALT5.:/".map { .character($0) }
            + [.enter, .escape, .tab, .backspace, .paste("NIFTY\n\u{1B}[2J"), .delete, .left]
        for seed in 0..<12 {
            var generator = SeededGenerator(seed: UInt64(seed))
            var driver = Driver(
                seed % 3 == 0 ? .empty : .busy, size: Size(columns: 120, rows: 40),
                options: CockpitOptions(themeNames: ["terminal", "nord"]))
            for _ in 0..<60 {
                let dialogs = driver.model.dialogs.count
                let commands = driver.sent.count
                switch Int.random(in: 0..<20, using: &generator) {
                case 0:
                    driver.model.resize(
                        to: Size(
                            columns: Int.random(in: 1...220, using: &generator),
                            rows: Int.random(in: 1...70, using: &generator)))
                case 1, 2:
                    driver.receive(
                        Self.stirred(driver.model.history.last ?? .busy, &generator))
                case 3, 4:
                    let size = driver.model.size
                    driver.press(
                        .mouse(
                            MouseEvent(
                                x: Int.random(in: 0..<size.columns, using: &generator),
                                y: Int.random(in: 0..<size.rows, using: &generator),
                                kind: [.press, .doubleClick, .wheelUp, .wheelDown, .release]
                                    .randomElement(using: &generator) ?? .press)))
                default:
                    driver.press(keys.randomElement(using: &generator) ?? .escape)
                }
                // A command comes only out of a dialog that was open before the key.
                if driver.sent.count > commands { #expect(dialogs > 0) }
                let canvas = driver.canvas()
                #expect(canvas.lines.count == driver.model.size.rows)
            }
        }
    }
}
