import Testing
import Trading

struct IndianFormatTests {
    @Test(
        "rupees are grouped the Indian way",
        arguments: [
            (0, "0.00"), (5, "0.05"), (-5, "-0.05"), (99_999, "999.99"), (100_000, "1,000.00"),
            (1_234_567_50, "12,34,567.50"), (-1_00_000_00, "-1,00,000.00"),
            (12_34_56_789_01, "12,34,56,789.01"),
            (.min, "-92,23,37,20,36,85,47,758.08"),
        ] as [(Int64, String)])
    func rupees(_ paise: Int64, _ text: String) {
        #expect(IndianFormat.rupees(Money(paise: paise)) == text)
        #expect(IndianFormat.rupees(Price(paise: paise)) == text)
    }

    @Test func `a gain may carry its sign`() {
        #expect(IndianFormat.rupees(Money(paise: 5_00), showsPlus: true) == "+5.00")
        #expect(IndianFormat.rupees(Money(paise: 0), showsPlus: true) == "0.00")
        #expect(IndianFormat.rupees(Money(paise: -5_00), showsPlus: true) == "-5.00")
    }

    @Test(
        "decimals are fixed and rounded",
        arguments: [
            (0.526224, 3, "0.526"), (-0.4737, 3, "-0.474"), (1234567.891, 1, "12,34,567.9"),
            (0.5, 0, "1"), (-0.0001, 2, "0.00"), (2, 2, "2.00"), (.infinity, 2, "∞"),
            (-.infinity, 2, "-∞"), (.nan, 2, "not a number"), (1e300, 2, "1e+300"),
        ] as [(Double, Int, String)])
    func decimals(_ value: Double, _ decimals: Int, _ text: String) {
        #expect(IndianFormat.decimal(value, decimals: decimals) == text)
    }

    @Test func `whole numbers and percentages`() {
        #expect(IndianFormat.whole(-12_34_567) == "-12,34,567")
        #expect(IndianFormat.percent(5) == "5.00 %")
        #expect(IndianFormat.percent(12.345, decimals: 1) == "12.3 %")
    }
}
