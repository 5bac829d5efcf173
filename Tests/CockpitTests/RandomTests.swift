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
            let source = DeskSnapshot.repetitive
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
            for index in desk.positions.indices where Int.random(in: 0..<8, using: &generator) == 0
            {
                desk.positions[index].position.status = .closing
            }
            for index in desk.handlers.indices {
                desk.handlers[index].isPaused = Int.random(in: 0..<4, using: &generator) == 0
                desk.handlers[index].depth = Int.random(in: 0...5000, using: &generator)
            }
        }
    }

    /// A key that leads to a command, with the pane it works in.
    private enum Act: CaseIterable {
        case close, closeAll, levels, retry, discard, pause

        var pane: Key {
            switch self {
            case .close, .closeAll, .levels: .character("4")
            case .retry, .discard: .character("3")
            case .pause: .character("2")
            }
        }

        var key: Key {
            switch self {
            case .close: .character("x")
            case .closeAll: .character("X")
            case .levels: .character("s")
            case .retry: .character("R")
            case .discard: .character("D")
            case .pause: .character("P")
            }
        }

        /// What must be sent, told from what is on the screen when the key is pressed.
        func target(on model: CockpitModel) -> [String] {
            let state = model.focusedState
            let marked = state.shownMarks
            guard let desk = model.desk, let selection = state.selection else { return [] }
            switch self {
            case .close, .levels: return Self.versions([selection], desk)
            case .closeAll: return Self.versions(marked.isEmpty ? state.order : marked, desk)
            case .retry, .discard:
                return (marked.isEmpty ? model.members(of: selection) : marked).map { "\($0)" }
            case .pause:
                let handler = desk.handlers.first { .handler($0.name) == selection }
                return handler.map { ["\($0.isPaused ? "resume" : "pause") \($0.name)"] } ?? []
            }
        }

        private static func versions(_ rows: [RowID], _ desk: DeskSnapshot) -> [String] {
            rows.compactMap { row in
                desk.positions.first {
                    .position($0.id) == row && $0.position.status.isLive
                        && $0.position.status != .closing
                }
                .map { "\($0.id) at \($0.position.version)" }
            }
        }

        /// The keys that confirm.
        func proof(_ targets: [String]) -> [Key] {
            let count = targets.count
            switch self {
            case .pause where targets == ["pause positions"] || targets == ["pause orders"]:
                // Without these nobody looks after money: their name is typed.
                return targets[0].dropFirst(6).uppercased().map { .character($0) } + [.enter]
            default: break
            }
            return switch self {
            case .close, .pause: [.character("y")]
            case .levels: [.enter, .enter, .character("y")]
            case .retry where count == 1: [.character("y")]
            case .discard where count == 1: [.character("y")]
            case .closeAll where count == 1: [.character("y")]
            case .closeAll, .retry, .discard: "\(count)".map { .character($0) } + [.enter]
            }
        }
    }

    /// What a command is about, in the words of ``Act/target(on:)``.
    private static func targets(of command: Command) -> [String] {
        switch command {
        case .closePositions(let targets): targets.map { "\($0.id) at \($0.version)" }
        case .closePart(let target, _), .setLevels(let target, _, _):
            ["\(target.id) at \(target.version)"]
        case .retryDeadLetters(let ids), .discardDeadLetters(let ids):
            ids.map { "\(RowID.deadLetter($0))" }
        case .pauseHandler(let name): ["pause \(name)"]
        case .resumeHandler(let name): ["resume \(name)"]
        default: ["\(command)"]
        }
    }

    @Test("1,000 seeded races: what is sent is what was on the screen when the key was pressed")
    func races() {
        var sent: [Act: Int] = [:]
        for seed in 0..<1000 * stress {
            var generator = SeededGenerator(seed: UInt64(seed))
            let act = Act.allCases[seed % Act.allCases.count]
            var driver = Driver(.repetitive, size: Size(columns: 60, rows: 16))
            driver.press(act.pane)
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let keys: [Key] = [.down, .up, .character(" "), .character("v")]
                driver.press(keys.randomElement(using: &generator) ?? .down)
                driver.receive(Self.stirred(DeskSnapshot.repetitive, &generator))
            }
            let expected = act.target(on: driver.model)
            driver.press(act.key)
            let opened = !driver.model.dialogs.isEmpty
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                driver.receive(Self.stirred(DeskSnapshot.repetitive, &generator))
            }
            guard opened else {
                #expect(driver.sent.isEmpty)
                continue
            }
            for key in act.proof(expected) {
                driver.press(key)
                if Bool.random(using: &generator) {
                    driver.receive(Self.stirred(DeskSnapshot.repetitive, &generator))
                }
            }
            // A form may find its own values refused by now; what it sends is still what it froze.
            guard !driver.sent.isEmpty || act != .levels else { continue }
            #expect(driver.sent.map(Self.targets) == [expected], "\(act) seed \(seed)")
            sent[act, default: 0] += 1
        }
        for act in Act.allCases { #expect(sent[act, default: 0] > 50, "\(act)") }
    }

    @Test("selection stays on its item through every reordering")
    func selection() {
        var generator = SeededGenerator(seed: 11)
        var driver = Driver(.busy)
        driver.press(.character("1"), .down, .down)
        let selected = driver.model.focusedState.selection
        for _ in 0..<200 {
            driver.receive(Self.stirred(DeskSnapshot.repetitive, &generator))
            #expect(driver.model.focusedState.selection == selected)
        }
    }

    @Test("random keys, clicks, sizes and snapshots: no crash, and no command without its dialog")
    func anything() {
        let keys: [Key] =
            Action.allCases.flatMap(\.defaultKeys).filter { $0 != .control("c") }
            + "yYn123HALTFLAT5.:/clx ".map { .character($0) }
            + [.enter, .escape, .tab, .backspace, .paste("NIFTY\n\u{1B}[2J"), .delete, .left]
        let openers = ["4x", "4X", "3R", "3D", "2P", "O", ".", "i"]
        var sent = 0
        // A frame drawn anew is what takes the time: under stress every eighth is compared with one.
        let stride = stress > 1 ? 8 : 1
        for seed in 0..<20 * stress {
            var generator = SeededGenerator(seed: UInt64(seed))
            var driver = Driver(
                seed % 3 == 0 ? .empty : .busy, size: Size(columns: 120, rows: 40),
                options: CockpitOptions(themeNames: ["terminal", "nord"]))
            var pictures = PanePictures()
            for step in 0..<60 {
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
                case 5 where dialogs > 0: driver.type("y")
                case 5: driver.type(openers.randomElement(using: &generator) ?? "")
                default:
                    driver.press(keys.randomElement(using: &generator) ?? .escape)
                }
                // A command comes only out of a dialog that was open before the key.
                if driver.sent.count > commands { #expect(dialogs > 0) }
                let size = driver.model.size
                var quick = Canvas(size: size, glyphs: driver.model.glyphs)
                driver.model.draw(into: &quick, reusing: &pictures)
                guard step % stride == 0 else { continue }
                let canvas = driver.canvas()
                #expect(quick == canvas, "seed \(seed): a pane that changed was not drawn again")
                #expect(canvas.lines.count == size.rows)
                #expect(canvas.lines.allSatisfy { DisplayWidth.of($0) <= size.columns })
            }
            sent += driver.sent.count
        }
        // Random keys that never got as far as a command would prove nothing about commands.
        #expect(sent > 0)
    }
}
