import Testing

@testable import Cockpit

@Suite("Filters")
struct FilterTests {
    private let row = RowFacts(
        text: "executor signal.generated NIFTY BROKER_UNAVAILABLE no answer", handler: "executor",
        symbol: "NIFTY", error: "BROKER_UNAVAILABLE no answer", ageSeconds: 400)

    @Test(
        "words, inversions, qualifiers, ages and expressions",
        arguments: [
            ("", true), ("nifty", true), ("NIFTY broker", true), ("nifty bank", false),
            ("!bank", true), ("!nifty", false), ("handler:exec", true), ("handler:nifty", false),
            ("symbol:nif", true), ("err:unavail", true), ("err:signal", false), ("age>5m", true),
            ("age>10m", false), ("age<10m", true), ("age>400", false), ("re:BROKER_\\w+ no", true),
            ("re:^NIFTY", false), ("!re:^NIFTY", true), ("handler:", true), ("!", true),
        ])
    func matching(_ text: String, _ isShown: Bool) {
        #expect(RowFilter(text).matcher().accepts(row) == isShown, "\(text)")
    }

    @Test("an unfinished expression or age says so and hides nothing")
    func problems() {
        for text in ["re:(", "age>", "age>5x", "foo:bar", "!sym:nifty"] {
            let matcher = RowFilter(text).matcher()
            #expect(matcher.problem != nil)
            #expect(matcher.accepts(row))
        }
    }

    @Test("a row without an age passes no age filter")
    func ageless() {
        let row = RowFacts(text: "x")
        #expect(!RowFilter("age>1s").matcher().accepts(row))
        #expect(!RowFilter("age<1s").matcher().accepts(row))
    }
}
