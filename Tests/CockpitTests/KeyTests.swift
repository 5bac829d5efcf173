import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("Keys")
struct KeyTests {
    @Test("no key has two meanings")
    func noClashes() {
        #expect(KeyMap().clashes == [])
    }

    @Test(
        "every action says what it does and has a key or a name for the palette",
        arguments: Action.allCases)
    func documented(_ action: Action) {
        #expect(!action.summary.isEmpty)
        #expect(action.summary.last != ".")
        #expect(!KeyMap().name(of: action).isEmpty)
    }

    @Test("the help finds every action by its name, with its key", arguments: Action.allCases)
    func help(_ action: Action) {
        var driver = Driver(.busy)
        driver.press(.character("?"))
        driver.type(action.rawValue)
        let name = KeyMap().keys(for: action).first?.name ?? ":\(action.rawValue)"
        #expect(
            driver.lines().contains { $0.contains(" \(name) ") && $0.contains(action.summary) })
    }

    @Test("the help is searchable")
    func helpSearch() {
        var driver = Driver(.busy)
        driver.press(.character("?"))
        driver.type("rewind")
        #expect(driver.shows("nothing matches"))
        driver.press(.escape)
        driver.type("ten snapshots")
        #expect(driver.shows("{"))
        #expect(!driver.shows("inject a signal by hand"))
        #expect(driver.sent.isEmpty)
    }

    @Test("a remapped key works, is shown, and its old key does nothing")
    func remapped() {
        var driver = Driver(
            .busy, options: CockpitOptions(keys: [.inject: [.character("u")]]))
        #expect(driver.lines().last?.contains("u inject") == true)
        driver.press(.character("i"))
        #expect(driver.model.dialogs.isEmpty)
        driver.press(.character("u"))
        #expect(driver.shows("Inject a signal"))
    }

    @Test("a remapping that takes another action's key is reported, and wins")
    func clash() {
        let keys = KeyMap(overrides: [.inject: [.character("x")]])
        #expect(keys.action(for: .character("x")) == .inject)
        #expect(
            keys.clashes == [KeyMap.Clash(key: .character("x"), winner: .inject, loser: .close)])
    }

    @Test("Ctrl-C and Esc stay, whatever is remapped")
    func waysOut() {
        let keys = KeyMap(overrides: [.quit: [.character("Q")], .back: [.character("b")]])
        #expect(keys.action(for: .control("c")) == .quit)
        #expect(keys.action(for: .escape) == .back)
    }

    @Test("the hint bar fits any width and ends with quit", arguments: [44, 60, 80, 120, 250])
    func hints(_ width: Int) {
        let driver = Driver(.busy, size: Size(columns: width, rows: 24))
        let last = driver.lines().last ?? ""
        #expect(last.hasSuffix("q quit"))
        #expect(last.hasPrefix(" ? help"))
    }

    @Test("digits and Tab go through the panes, and hidden ones take the whole body")
    func panes() {
        var driver = Driver(.busy, size: Size(columns: 80, rows: 24))
        driver.press(.character("6"))
        #expect(driver.shows("6 P&L and risk"))
        #expect(!driver.shows("4 Positions"))
        driver.press(.escape)
        #expect(driver.shows("4 Positions"))
        driver.press(.character("2"))
        #expect(driver.model.focusedPane == .flow)
        driver.press(.tab)
        #expect(driver.model.focusedPane == .deadLetters)
        driver.press(.backTab, .backTab)
        #expect(driver.model.focusedPane == .events)
    }

    @Test("a paste outside a text does nothing, nor do many keys at once")
    func paste() {
        var driver = Driver(.busy)
        driver.press(.paste("xyHHDD"))
        #expect(driver.effects == [.bell])
        let keys = "4xydDR".map { Key.character($0) }
        let effects = driver.model.handle(keys, now: driver.now)
        #expect(effects == [.bell])
        #expect(driver.model.dialogs.isEmpty)
        // A key held down is not a paste.
        let later = driver.now.advanced(bySeconds: 1)
        _ = driver.model.handle(Array(repeating: .character("j"), count: 12), now: later)
        #expect(driver.model.focusedState.selectedIndex == 8)
    }

    @Test("the palette runs an action by its name")
    func palette() {
        var driver = Driver(
            .busy, options: CockpitOptions(themeNames: ["terminal", "nord"]))
        driver.press(.character(":"))
        driver.type("theme nord")
        driver.press(.enter)
        #expect(driver.effects.contains(.theme("nord")))
        driver.press(.character("4"), .character(":"))
        driver.type("close-all")
        driver.press(.enter)
        #expect(driver.shows("Close 3 positions"))
        #expect(driver.sent.isEmpty)
    }

    @Test("themes go round in both directions")
    func themes() {
        var driver = Driver(
            .busy, options: CockpitOptions(themeNames: ["terminal", "nord", "dracula"]))
        driver.press(.character("t"), .character("T"), .character("T"))
        #expect(driver.effects == [.theme("nord"), .theme("terminal"), .theme("dracula")])
    }

    @Test("the help says everything in full at every width", arguments: [44, 60, 80, 120])
    func helpIsWhole(_ columns: Int) {
        for digit in "1234567" {
            var driver = Driver(.busy, size: Size(columns: columns, rows: 24))
            driver.press(.character(digit))
            // Where the screen is narrow, one pane stands for two.
            let pane = driver.model.focusedPane
            driver.press(.character("?"))
            var words: Set<Substring> = []
            var page: [String] = []
            while driver.lines() != page {
                page = driver.lines()
                for line in page { words.formUnion(line.split { " ┃│".contains($0) }) }
                driver.press(.pageDown)
            }
            let told =
                Action.allCases.map(\.summary) + PaneRegistry.pane(pane).legend.map(\.meaning)
            for word in told.joined(separator: " ").split(separator: " ") {
                #expect(words.contains(word), "\(pane): \(word)")
            }
        }
    }

    @Test(
        "the help can be read to its end, and the way back begins at once",
        arguments: [
            Size(columns: 44, rows: 12), Size(columns: 80, rows: 24), Size(columns: 120, rows: 40),
        ])
    func helpToItsEnd(_ size: Size) {
        var driver = Driver(.busy, size: size)
        driver.press(.character("?"))
        for _ in 0..<40 { driver.press(.pageDown) }
        #expect(driver.shows(Action.quit.summary))
        #expect(!driver.shows("more below"))
        let end = driver.lines()
        driver.press(.up)
        #expect(driver.lines() != end)
        #expect(driver.shows("1 more below"))
    }

    @Test("the welcome goes with the first key, which still does its work")
    func welcome() {
        var driver = Driver(.busy, options: CockpitOptions(showsWelcome: true))
        #expect(driver.shows("lists every key"))
        driver.press(.character("4"))
        #expect(!driver.shows("lists every key"))
        #expect(driver.model.focusedPane == .positions)
    }
}
