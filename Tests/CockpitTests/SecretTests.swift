import Terminal
import TestSupport
import Testing
import Trading

@testable import Cockpit

@Suite("Secrets")
struct SecretTests {
    /// Names of secrets as words; those that are one word with others around it are found too.
    private static let names: [[String]] = [
        ["acct"], ["account"], ["account", "number"], ["pin"], ["otp"], ["totp"], ["password"],
        ["passwd"], ["pwd"], ["token"], ["access", "token"], ["secret"], ["client", "secret"],
        ["api", "key"], ["access", "key"], ["private", "key"], ["auth"], ["authorization"],
        ["client", "id"], ["session"], ["session", "id"], ["cookie"],
    ]

    /// The ways in which programmers write words together.
    private static let spellings: [@Sendable ([String]) -> String] = [
        { $0.joined(separator: "_") }, { $0.joined(separator: "-") }, { $0.joined(separator: ".") },
        { $0.joined(separator: "_").uppercased() }, { $0.joined(separator: " ") },
        { $0.map(\.capitalised).joined() }, { $0.map(\.capitalised).joined(separator: "-") },
        { words in words[0] + words.dropFirst().map(\.capitalised).joined() },
        { words in words[0].uppercased() + words.dropFirst().map(\.capitalised).joined() },
    ]

    @Test("its name tells a secret, however it is written and whatever stands around it")
    func spelled() {
        for name in Self.names {
            #expect(SecretName.matches(name.joined()), "\(name.joined())")
            for before in [[], ["my"], ["user"], ["broker", "login"]] {
                for after in [[], ["value"], ["2"], ["hash"], ["of", "user"]] {
                    for spelling in Self.spellings {
                        let key = spelling(before + name + after)
                        #expect(SecretName.matches(key), "\(key)")
                    }
                }
            }
        }
    }

    @Test(
        "what only sounds like one is shown",
        arguments: [
            "symbol", "signal", "signal_id", "key_level", "keyLevel", "spin", "opinion", "pinBar",
            "pin_bar", "pinRisk", "strategy", "author", "authors", "option", "adopted",
            "clientOrderID",
            "client_order_id", "instrument_token", "instrumentToken", "exchangeToken", "key",
            "idempotency_key", "sessionOpened", "session_label", "signalsPerSession",
            "isSessionOpen",
            "sessionDay", "correlationID", "stopLoss", "entryPrice", "quantity", "counted",
            "monkey",
            "shipping", "hotel", "optimum", "id", "code", "",
        ])
    func innocent(_ key: String) {
        #expect(!SecretName.matches(key))
    }

    private static let values = [
        #""s3cr3t""#, "5368709", "-1.5e3", "true", #"{"a":"s3cr3t","b":{"c":5368709}}"#,
        #"["s3cr3t",5368709]"#, #"{"token":5368709}"#, #"{"text":"s3cr3t"}"#,
    ]

    @Test("a secret is hidden whatever it is, in every way of looking at it", arguments: values)
    func hidden(_ value: String) {
        for name in Self.names {
            let key = Self.spellings[0](name)
            for json in [
                #"{"\#(key)":\#(value)}"#, #"{"kept":1,"\#(key)":\#(value)}"#,
                #"{"kind":{"_0":{"kept":1,"list":[{"\#(key)":\#(value)}]}}}"#,
            ] {
                let fields = PayloadFields(json)
                for shown in [
                    Payload.readable(json), Payload.masked(json),
                    Payload.hexadecimal(Payload.masked(json), width: 400).map(\.plain).joined(),
                    fields?.leaves.map(\.text).joined(separator: " ") ?? "",
                ] {
                    for part in ["s3cr3t", "5368709", "1.5e3"] {
                        #expect(!shown.contains(part), "\(json) as \(shown)")
                    }
                }
                #expect(Payload.masked(json).contains("****"))
                #expect(Payload.masked(json).contains("kept") == json.contains("kept"))
                // Unless something is typed over it, it is what it was.
                #expect(fields?.json(with: fields?.leaves.map(\.text) ?? []) == json)
            }
        }
    }

    @Test("that there is none is no secret")
    func absent() {
        #expect(Payload.readable(#"{"a":1,"password":null}"#) == #"{"a":1,"password":null}"#)
    }

    @Test("the market's number of an instrument is shown, and only that")
    func instruments() {
        let json = #"{"instrument":{"token":41001},"contract":{"id":{"token":7}},"qty":1}"#
        #expect(Payload.readable(json) == #"{"instrument":41001,"contract":{"id":7},"qty":1}"#)
        #expect(Payload.masked(json) == json)
        #expect(Payload.masked(#"{"broker":{"token":41001}}"#) == #"{"broker":{"token":"****"}}"#)
        #expect(Payload.readable(#"{"broker":{"token":"x"}}"#) == #"{"broker":{"token":"****"}}"#)
    }

    @Test("an edit keeps a secret, and takes what is typed over it")
    func edited() throws {
        let json = #"{"qty":5,"pin":1234,"acct":"AB1"}"#
        var edit = try #require(PayloadEdit(json))
        #expect(!edit.isChanged)
        try edit.set("qty", to: "6")
        #expect(edit.json == #"{"qty":6,"pin":1234,"acct":"AB1"}"#)
        try edit.set("pin", to: "****")
        try edit.set("acct", to: "XY2")
        #expect(edit.json == #"{"qty":6,"pin":1234,"acct":"XY2"}"#)
        try edit.set("pin", to: "77")
        #expect(edit.json == #"{"qty":6,"pin":77,"acct":"XY2"}"#)
        #expect(throws: PayloadEditError.self) { try edit.set("pin", to: "no number") }
    }

    // MARK: - Where it goes

    private var desk: DeskSnapshot {
        .busy.with {
            for index in $0.deadLetters.rows.indices {
                $0.deadLetters.rows[index].payloadJSON =
                    #"{"symbol":"NIFTY","acct":"AB1234","api_key":{"id":987654}}"#
            }
        }
    }

    @Test("neither the clipboard, nor a file, nor a picture holds it")
    func carriedOut() throws {
        var driver = Driver(desk)
        driver.press(.character("3"))
        var texts: [String] = []
        for key in ["y", "Y", "e"] as [Character] {
            driver.press(.character(key))
            for effect in driver.effects {
                switch effect {
                case .copy(let text): texts.append(text)
                case .export(let view): texts.append(view.text)
                default: break
                }
            }
        }
        for format in ViewExport.Format.allCases {
            texts += driver.model.export(as: format).compactMap {
                if case .export(let view) = $0 { view.text } else { nil }
            }
        }
        texts += desk.masked.deadLetters.rows.map(\.payloadJSON) + driver.lines()
        #expect(texts.count > 8)
        #expect(texts.contains { $0.contains("****") })
        for text in texts {
            #expect(!text.contains("AB1234") && !text.contains("987654"), "\(text)")
        }
        #expect(desk.masked.with { $0.deadLetters = desk.deadLetters } == desk)
    }

    @Test("the form that edits a letter shows no secret, and sends it as it was")
    func form() throws {
        var driver = Driver(desk)
        driver.press(.character("3"), .character("E"))
        #expect(driver.shows("acct") && driver.shows("****"))
        #expect(!driver.shows("AB1234") && !driver.shows("987654"))
    }
}

extension String {
    fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
