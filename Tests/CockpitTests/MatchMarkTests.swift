import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("Marks at what was found")
struct MatchMarkTests {
    @Test(
        "letters are marked where they stand as a whole, else one by one, and not at all when one is missing",
        arguments: [
            ("sort", "list sort", "-----SORT"), ("CLb", "close BANKNIFTY", "CL----B--------"),
            ("lose", "close", "-LOSE"), ("ce", "close", "C---E"), ("cz", "close", "-----"),
            ("", "close", "-----"),
            ("c o", "close", "C-O--"),
        ])
    func letters(_ typed: String, _ text: String, _ expected: String) {
        let places = MatchMarks.places(ofLetters: typed, in: text)
        let shown = text.uppercased().enumerated().map { places.contains($0) ? $1 : "-" }
        #expect(String(shown) == expected)
    }

    @Test("words are marked wherever they stand, whatever their case")
    func words() {
        let places = MatchMarks.places(ofWords: ["ro", "", "W"], in: "Row to row")
        #expect(places == [0, 1, 2, 7, 8, 9])
        #expect(MatchMarks.places(ofWords: ["longer than it"], in: "short").isEmpty)
    }

    @Test("a mark keeps the text, its width and the styles of what is not marked")
    func styles() {
        let text = StyledText("ab", .uiKey, .bold) + StyledText("cd", .uiMuted)
        let marked = text.marked(at: [1, 2])
        #expect(marked.plain == "abcd" && marked.width == 4)
        #expect(
            marked.spans.map(\.style) == [
                Style(.uiKey, attributes: .bold), Style(.uiMatch, attributes: [.bold, .underline]),
                Style(.uiMatch, attributes: .underline), Style(.uiMuted),
            ])
        #expect(text.marked(at: []) == text)
    }

    /// The marked cells of each row that has some.
    private func marks(_ driver: Driver) -> [String] {
        let canvas = driver.canvas()
        return (0..<canvas.size.rows).compactMap { y in
            let cells = (0..<canvas.size.columns).map { canvas[$0, y] }.filter {
                $0.style.role == .uiMatch
            }
            // Without colours the line below says it.
            guard !cells.isEmpty, cells.allSatisfy({ $0.style.attributes.contains(.underline) })
            else { return nil }
            return String(cells.map(\.glyph))
        }
    }

    @Test(
        "a filtered list marks the words that its rows were found by, and none that they must not have"
    )
    func filteredList() {
        var driver = Driver(.busy)
        // Nothing is marked in what is stale.
        driver.secondsBetweenKeys = 0.02
        driver.press(.character("4"), .character("z"), .character("/"))
        driver.type("symbol:nifty 25100")
        let found = Set(marks(driver))
        #expect(found == ["NIFTY25100"])
        driver.press(.control("u"))
        driver.type("!nifty")
        #expect(marks(driver) == [])
    }

    @Test("the palette marks what was typed in each name, the chosen one's too, or in what it does")
    func palette() {
        var driver = Driver(.busy, options: CockpitOptions(themeNames: ["nord", "nordic"]))
        driver.press(.character(":"))
        #expect(marks(driver) == [])
        driver.type("nord")
        #expect(marks(driver) == ["nord", "nord"])
        var told = Driver(.busy)
        told.press(.character(":"))
        told.type(Action.halt.facts.summary)
        #expect(marks(told) == [Action.halt.facts.summary])
    }

    @Test("the help marks the words of its search in every row that it finds")
    func help() {
        var driver = Driver(.busy)
        driver.press(.character("?"))
        #expect(marks(driver) == [])
        driver.type("freeze")
        let found = marks(driver)
        #expect(
            !found.isEmpty && found.allSatisfy { $0.lowercased().hasPrefix("freeze") }, "\(found)")
    }

    @Test("completions mark the typed part")
    func completions() {
        var driver = Driver(.busy)
        driver.press(.character("i"), .control("u"))
        driver.type("nk")
        let found = marks(driver)
        #expect(!found.isEmpty && found.allSatisfy { $0 == "NK" }, "\(found)")
    }
}
