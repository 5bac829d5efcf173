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
        #expect(hasSent(send("xy", pieces: 1, apart: 120, to: &driver)))
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

    @Test("a confirmation that came together with the key that asks is not one; the next is")
    func tooSoon() {
        var driver = Driver(.busy)
        driver.press(.character("4"))
        let start = driver.now.advanced(bySeconds: 1)
        #expect(!hasSent(driver.model.handle([.character("x"), .character("y")], now: start)))
        #expect(driver.shows("before the question was on the screen"))
        #expect(hasSent(driver.model.handle([.character("y")], now: start)))
    }
}
