import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("Freshness")
struct FreshnessTests {
    @Test("up to two periods old is fresh, then it warns, then it is stale")
    func judgement() {
        #expect(Freshness(age: 0, period: 1) == .fresh)
        #expect(Freshness(age: 2, period: 1) == .fresh)
        #expect(Freshness(age: 2.1, period: 1) == .late)
        #expect(Freshness(age: 5.1, period: 1) == .stale)
        #expect(Freshness(age: 0.6, period: 0.1) == .late)
        #expect(Freshness(age: 2.1, period: 0.1) == .stale)
    }

    @Test("a stale screen says STALE and has no colour of gain or loss left")
    func stale() {
        var driver = Driver(.busy)
        driver.model.tick(driver.now.advanced(bySeconds: 9))
        let canvas = driver.canvas()
        #expect(canvas.lines[0].contains("STALE 9.0 s"))
        for y in 1..<39 {
            for x in 0..<120 {
                let style = canvas[x, y].style
                #expect(![.pnlGain, .pnlLoss, .stateOK].contains(style.role))
                #expect(style.ramp == nil)
            }
        }
    }

    @Test("a late screen warns without greying out")
    func late() {
        var driver = Driver(.busy)
        driver.model.tick(driver.now.advanced(bySeconds: 1))
        #expect(driver.lines()[0].contains("snap 1.0 s late ○"))
    }

    @Test("the screen is drawn again when its judgement or its age changes, and not sooner")
    func nextChange() {
        var driver = Driver(DeskSnapshot.busy.with { $0.periodSeconds = 1 })
        #expect((2.0...2.1).contains(driver.model.secondsToChange))
        driver.model.tick(driver.now.advanced(bySeconds: 3.4))
        #expect((0.6...0.7).contains(driver.model.secondsToChange))
    }

    @Test("a clock that was set back does not make the future stale")
    func clockSetBack() {
        var driver = Driver(.busy)
        driver.model.tick(driver.now.advanced(bySeconds: -3600))
        #expect(driver.lines()[0].contains("snap 0.0 s ●"))
    }
}
