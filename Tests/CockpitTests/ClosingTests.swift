import Terminal
import TestSupport
import Testing
import Trading

@testable import Cockpit

@Suite("Closing a part of a position")
struct ClosingTests {
    /// A desk whose first position holds five lots of 75.
    private static let five = DeskSnapshot.busy.with {
        $0.positions[0].position.boughtQuantity = Quantity(375)
    }

    private static var target: PositionTarget {
        let position = five.positions[0].position
        return PositionTarget(position)
    }

    private func asked(_ desk: DeskSnapshot = five) -> Driver {
        var driver = Driver(desk)
        driver.press(.character("4"), .character("x"))
        return driver
    }

    @Test("all lots are proposed, so that x and y close the whole position as ever")
    func whole() {
        var driver = asked()
        #expect(driver.shows("of 5  Up, Down or a number"))
        #expect(driver.shows("sell 375 "))
        driver.press(.character("y"))
        #expect(driver.sent == [.closePositions([Self.target])])
    }

    @Test("a sale that a paused handler holds up says so, until it is resumed")
    func heldUp() {
        let paused = Self.five.with { desk in
            for place in desk.handlers.indices where desk.handlers[place].name == "positions" {
                desk.handlers[place].isPaused = true
            }
        }
        var driver = asked(paused)
        driver.press(.character("y"))
        driver.receive(paused)
        #expect(driver.shows("positions takes nothing now: this waits in its queue until"))
        driver.receive(Self.five)
        #expect(driver.shows("waiting for the desk's answer"))
        #expect(!driver.shows("takes nothing now"))
    }

    @Test("Up and Down change the lots, within those that are open")
    func steps() {
        var driver = asked()
        driver.press(.down, .down)
        #expect(driver.shows("sell 225 "))
        #expect(driver.shows("what is not sold after"))
        driver.press(.up, .up, .up, .up)
        #expect(driver.shows("sell 375 "))
        driver.press(.down, .down, .down, .down, .down, .down)
        #expect(driver.shows("sell 75 "))
        driver.press(.character("y"))
        #expect(driver.sent == [.closePart(Self.target, lots: 1)])
    }

    @Test("a typed number is taken as lots; one beyond those open, and none at all, cannot be sent")
    func typed() {
        var driver = asked()
        driver.press(.character("2"))
        #expect(driver.shows("sell 150 "))
        driver.press(.character("0"))
        #expect(driver.shows("1 to 5 can be sold"))
        #expect(driver.shows("sell ? NIFTY"))
        #expect(!driver.shows("y close it"))
        #expect(!driver.shows("brings"))
        driver.press(.character("y"), .tab, .enter)
        #expect(driver.sent.isEmpty)
        #expect(driver.model.dialogs.count == 1)
        driver.press(.backspace, .backspace, .character("y"))
        #expect(driver.sent.isEmpty)
        driver.press(.character("3"), .character("y"))
        #expect(driver.sent == [.closePart(Self.target, lots: 3)])
    }

    @Test("the profit shown is that of the lots to be sold, and what stays open is told beside it")
    func profitOfThePart() {
        // Five lots of 75 bought for 118.40 each; the bid is 131.25.
        let desk = Self.five.with {
            $0.positions[0].position.boughtValue = Money(paise: 375 * 118_40)
            $0.positions[0].quote?.bid = Price(paise: 131_25)
        }
        var driver = asked(desk)
        #expect(driver.shows("right now 131.25 brings 49,218.75  P&L ▲ +4,818.75"))
        #expect(!driver.shows("stays open"))
        driver.press(.character("2"))
        #expect(driver.shows("right now 131.25 brings 19,687.50  P&L ▲ +1,927.50"))
        #expect(driver.shows("stays open 225  P&L ▲ +2,891.25"))
        #expect(driver.shows("limit 129.90 (bid"))
        // The price moves while the question is read, and the order would be another one then.
        driver.receive(
            desk.later(bySeconds: 1).with { $0.positions[0].quote?.bid = Price(paise: 108_40) })
        #expect(driver.shows("right now 108.40 brings 16,260.00  P&L ▼ −1,500.00"))
        #expect(driver.shows("stays open 225  P&L ▼ −2,250.00"))
        #expect(driver.shows("limit 107.30 (bid"))
    }

    @Test("the part is of the position as it was when the key was pressed")
    func frozen() {
        var driver = asked()
        driver.press(.character("2"))
        driver.receive(
            Self.five.later(bySeconds: 1).with {
                $0.positions[0].position.version = 9
                $0.positions[0].position.soldQuantity = Quantity(300)
            })
        #expect(driver.shows("version 2  now 75 open"))
        driver.press(.character("y"))
        #expect(driver.sent == [.closePart(Self.target, lots: 2)])
    }

    @Test("of a single lot there is no part")
    func singleLot() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .down, .character("x"))
        #expect(!driver.shows("lots "))
        driver.press(.character("0"), .down, .character("y"))
        let position = DeskSnapshot.busy.positions[1].position
        #expect(
            driver.sent
                == [.closePositions([PositionTarget(position)])])
    }

    @Test("on the lowest screen the lots, the order and what it brings now are still read in full")
    func lowScreen() {
        var driver = Driver(Self.five, size: Size(columns: 44, rows: 12))
        driver.press(.character("4"), .character("x"))
        for text in ["sell 375 NIFTY", "of 5", "limit ", "right now ", "close it"] {
            #expect(driver.shows(text), "no \(text) on\n\(driver.lines().joined(separator: "\n"))")
        }
    }

    @Test("once an order like it went out, the next goes to the market, and the dialog says so")
    func secondOrder() {
        let driver = asked(
            Self.five.with { $0.positions[0].position.exitOrdinals[.operatorClose] = 1 })
        #expect(driver.shows("at the market, for an order like it went out before"))
    }
}
