import Testing

@testable import Cockpit

@Suite("Payloads")
struct PayloadTests {
    @Test("a payload reads as a person would write it: no wrapping, rupees, India's time")
    func readable() {
        let json =
            #"{"positionOpened":{"_0":{"stop":{"paise":7695},"openedAt":{"nanoseconds":1759914127000000000},"#
            + #""id":{"text":"p-1"},"boughtQuantity":{"units":150},"status":"OPEN","note":null}}}"#
        #expect(
            Payload.readable(json)
                == #"{"stop":76.95,"openedAt":"2025-10-08 14:32:07","id":"p-1","#
                + #""boughtQuantity":150,"status":"OPEN","note":null}"#)
    }

    @Test(
        "a number of JSON is one",
        arguments: ["0", "-0", "10", "1.5", "1e5", "1E-10", "-0.25e+3"])
    func number(_ text: String) {
        #expect(JSONValue(text)?.text == text)
    }

    @Test(
        "what only looks like a number is none",
        arguments: ["01", "1.", "-", "1e", "1e+", "+1", ".5", "0x1", "1.5.2", "--1", "1,5"])
    func noNumber(_ text: String) {
        #expect(JSONValue(text) == nil)
    }

    @Test(
        "text that is not JSON is shown as it is", arguments: ["", "{", "{\"a\":}", "[1,]", "nul"])
    func damaged(_ text: String) {
        #expect(Payload.readable(text) == text)
        #expect(JSONValue(text) == nil)
    }

    @Test("secrets are masked, also in the bytes")
    func secrets() {
        let json =
            #"{"api_key":"k-123","nested":{"accessToken":"t-456"},"instrument":{"token":41001},"user":"ada"}"#
        let shown = Payload.readable(json)
        let bytes = Payload.hexadecimal(json, width: 80).map(\.plain).joined()
        for secret in ["k-123", "t-456"] {
            #expect(!shown.contains(secret))
            #expect(!bytes.contains(secret))
        }
        #expect(shown.contains("41001"))
        #expect(shown.contains("ada"))
    }

    @Test(
        "rows of bytes are as long as the width allows",
        arguments: [(80, 16), (71, 16), (70, 8), (39, 8), (38, 4), (23, 4), (10, 4)])
    func rowsOfBytes(_ width: Int, _ count: Int) {
        let rows = Payload.hexadecimal(String(repeating: "x", count: 33), width: width)
        #expect(rows[0].plain.hasSuffix("  " + String(repeating: "x", count: count)))
        #expect(rows[0].width <= max(width, 23))
        // The last one is as wide, whatever is in it.
        #expect(Set(rows.map { $0.plain.prefix { $0 != "x" }.count }).count == 1)
    }

    @Test("JSON comes back as it was: order, numbers and escapes")
    func roundTrip() {
        let json = #"{"b":1.50,"a":[true,null,-2e-3],"c":"tab\t \"quoted\" é","d":{}}"#
        #expect(JSONValue(json)?.text == json)
        #expect(JSONValue(#""\ud83d\ude00\u0041""#) == .string("😀A"))
        #expect(JSONValue(String(repeating: "[", count: 100_000)) == nil)
    }

    @Test("the leaves of a payload are fields, and one of them changed changes nothing else")
    func fields() throws {
        let json =
            #"{"signalGenerated":{"_0":{"symbol":"NIFTY","entryPrice":100.50,"tags":["a"]}}}"#
        let fields = try #require(PayloadFields(json))
        #expect(fields.leaves.map(\.label) == ["symbol", "entryPrice", "tags.0"])
        var texts = fields.leaves.map(\.text)
        #expect(fields.json(with: texts) == json)
        texts[1] = "101"
        #expect(
            fields.json(with: texts)
                == #"{"signalGenerated":{"_0":{"symbol":"NIFTY","entryPrice":101,"tags":["a"]}}}"#)
        #expect(fields.problem("ten", at: 1) != nil)
        #expect(fields.problem("ten", at: 0) == nil)
    }
}
