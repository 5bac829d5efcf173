import Terminal
import TestSupport
import Testing
import Trading

@testable import Cockpit

@Suite("Bursts of keys")
struct BurstTests {
    private let now = DeskSnapshot.fixtureTime

    /// Hands keys to a cockpit, so many at a time and so many milliseconds apart.
    private func send(
        _ text: String, pieces: Int, apart milliseconds: Double, to driver: inout Driver
    ) -> [Effect] {
        var now = now
        var effects: [Effect] = []
        var rest = text.map { $0 == "\n" ? Key.enter : Key.character($0) }[...]
        while !rest.isEmpty {
            effects += driver.model.handle(Array(rest.prefix(pieces)), now: now)
            rest = rest.dropFirst(pieces)
            now = now.advanced(bySeconds: milliseconds / 1000)
        }
        return effects
    }

    /// Whether the desk was asked for more than what it would say of a signal.
    private func hasSent(_ effects: [Effect]) -> Bool {
        effects.contains { effect in
            if case .send(.tryOutSignal) = effect { return false }
            if case .send = effect { return true }
            return false
        }
    }

    @Test(
        "a paste that is not marked sends nothing, however short",
        arguments: ["xy", "4xy", "xyzzy plugh\n", "4xy4xy4xy\n", "Hy HALT\n", "iNIFTY\n\n\n\n\n\n"])
    func paste(_ text: String) {
        var driver = Driver(.busy)
        driver.press(.character("4"))
        #expect(!hasSent(send(text, pieces: text.count, apart: 1, to: &driver)))
    }

    @Test("one that comes in pieces is known by its sixth character", arguments: 1...6)
    func pieces(_ pieces: Int) {
        var driver = Driver(.busy)
        _ = send("lorem qy4xy4xy4xy", pieces: pieces, apart: 1, to: &driver)
        #expect(driver.model.dialogs.isEmpty)
        #expect(driver.shows("look like a paste"))
    }

    @Test("the same keys at a person's pace do what they say")
    func person() {
        var driver = Driver(.busy)
        driver.press(.character("4"))
        #expect(hasSent(send("xy", pieces: 1, apart: 200, to: &driver)))
    }

    @Test("a key that is held down is not a burst")
    func heldKey() {
        var driver = Driver(.busy)
        driver.press(.character("5"))
        #expect(send("jjjjjjjjjjjjjjjjjjjjjjjj", pieces: 3, apart: 8, to: &driver).isEmpty)
    }

    @Test("after a burst the keys work again")
    func recovers() {
        var driver = Driver(.busy)
        _ = driver.model.handle("abcdefgh".map(Key.character), now: now)
        let later = now.advanced(bySeconds: 0.5)
        #expect(driver.model.handle([.character("q")], now: later) != [.bell])
    }

    @Test(
        "a confirmation within 150 ms of the question is not one, however the keys were cut; a later one is",
        arguments: [1.0, 2, 15, 70, 140])
    func tooSoon(_ milliseconds: Double) {
        var driver = Driver(.busy)
        driver.press(.character("4"))
        let start = driver.now.advanced(bySeconds: 1)
        #expect(!hasSent(driver.model.handle([.character("x")], now: start)))
        let soon = start.advanced(bySeconds: milliseconds / 1000)
        #expect(!hasSent(driver.model.handle([.character("y")], now: soon)))
        #expect(driver.shows("before the question could be read"))
        let later = start.advanced(bySeconds: 0.16)
        #expect(hasSent(driver.model.handle([.character("y")], now: later)))
    }

    @Test(
        "a paste of few characters closes nothing, in pieces of one or two and milliseconds apart",
        arguments: ["4xy", "4x\ty", "4Xy", "4xyy"], [1.0, 2, 15, 40])
    func shortPaste(_ text: String, _ apart: Double) {
        for pieces in 1...2 {
            var driver = Driver(.busy)
            #expect(!hasSent(send(text, pieces: pieces, apart: apart, to: &driver)))
        }
    }

    @Test("a paste that asks to quit and says yes does not end the desk")
    func quitting() {
        let busy = DeskSnapshot.busy.with { $0.positions[0].position.status = .closing }
        var driver = Driver(busy)
        #expect(!send("qy", pieces: 1, apart: 20, to: &driver).contains(.quit))
        #expect(driver.model.dialogs.count == 1)
    }
}
