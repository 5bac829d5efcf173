import Market
import Testing
import Trading

@Suite struct TimestampTextTests {
    @Test(
        "one instant in all its spellings",
        arguments: [
            "2025-10-08 10:00:00", "2025-10-08T10:00:00", "2025-10-08T10:00",
            "2025-10-08T04:30:00Z",
            "2025-10-08T10:00:00.000+05:30", "2025-10-08T10:00:00+0530",
            "2025-10-08T00:30:00-04:00",
        ])
    func spellings(_ text: String) {
        #expect(TimestampText.parse(text) == .wednesday(10))
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "2025-10-08", "2025-02-30 10:00:00", "2025-10-08 24:00:00", "2025-10-08 10:60:00",
            "2025-10-08 10:00:60", "2025-10-08 10:00:00.", "2025-10-08 10:00:00 IST",
            "2025-10-08 10:00:00+05:", "٢٠٢٥-10-08 10:00:00",
        ])
    func refused(_ text: String) {
        #expect(TimestampText.parse(text) == nil)
    }

    @Test func `a fraction is kept to the nanosecond`() {
        let time = TimestampText.parse("2025-10-08 10:00:00.1234567891")
        #expect(time?.nanoseconds == Timestamp.wednesday(10).nanoseconds + 123_456_789)
    }
}
