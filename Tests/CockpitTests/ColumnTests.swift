import Terminal
import TestSupport
import Testing
import Trading

@testable import Cockpit

@Suite("Columns and lines where room is short")
struct ColumnTests {
    @Test("the bar between stop and target stays at 120x40 when a profit has five digits")
    func barStays() {
        let driver = Driver(
            DeskSnapshot.busy.with {
                $0.positions[0].position.boughtQuantity = Quantity(1500)
                $0.positions[0].position.boughtValue = Price(paise: 11_840) * Quantity(1500)
            })
        let screen = driver.lines().joined(separator: "\n")
        #expect(screen.contains("┼●─"), "\(screen)")
        #expect(screen.contains("STOP-TGT") && screen.contains("60 s"), "\(screen)")
        #expect(driver.lines().contains { $0.contains(/▲\+1\d,\d{3}\.\d\d/) })
    }

    @Test("a drawing is as wide as its heading at least, or its column leaves")
    func readableDrawings() {
        func cut<Row>(_ columns: [Column<Row>]) -> [String] {
            columns.filter { column in
                guard case .drawing(let widths, _, _) = column.content else { return false }
                return widths.lowerBound < DisplayWidth.of(column.title)
            }
            .map(\.title)
        }
        #expect(cut(PositionsPane().columns) == [])
        #expect(cut(QueuesPane().columns) == [])
        #expect(cut(HandlersPane().columns) == [])
        #expect(cut(FlowPane().columns) == [])
    }

    @Test("what is unusual about a handler is read beside enough of its name to know it")
    func unusualHandler() {
        let desk = DeskSnapshot.busy.with {
            $0.handlers = [
                HandlerStatus(name: "strategy.alert_candle", isSimulated: true, breaker: .open),
                HandlerStatus(name: "strategy.ema_crossover", breaker: .halfOpen),
            ]
        }
        for size in [Size(columns: 44, rows: 12), Size(columns: 120, rows: 40)] {
            let driver = Driver(desk, size: size)
            #expect(driver.shows("open alert_cand"), "\(size)")
            #expect(driver.shows("half-open ema_c"), "\(size)")
        }
    }

    @Test("of several positions each stands on a line of its own, its profit included")
    func severalTargets() {
        for columns in [80, 120] {
            var driver = Driver(.busy, size: Size(columns: columns, rows: 24))
            driver.press(.character("4"), .character("X"))
            let lines = driver.lines().filter { $0.contains("at about") }
            #expect(lines.count == 3 && lines.allSatisfy { $0.contains(/[▲▼] [+−]\d/) })
        }
    }

    @Test("a narrow column stands where a more important one has no room")
    func filledUp() {
        var driver = Driver(.busy, size: Size(columns: 44, rows: 12))
        driver.press(.character("7"))
        // What became of it is too long for this screen; when it was is not.
        let header = driver.lines()[3]
        #expect(header.contains("TIME") && header.contains("STATUS"), "\(header)")
        #expect(!header.contains("BECAUSE"))
    }
}
