/// Tells by its name whether a value must not be shown: what opens an account, and whose it is.
///
/// A name is read as words, in whatever way they are written together, so that `spin` has no `pin` in it and
/// `opinion` neither; only what nothing else contains is found inside a word as well.
///
/// By bytes: every key of a payload is asked with every drawing.
enum SecretName {
    private typealias Word = ArraySlice<UInt8>

    /// Whether a name is that of a secret.
    ///
    /// - Parameter name: A key such as `apiKey`, `BROKER_ACCESS_TOKEN` or `user-password`.
    /// - Returns: Whether what it names is to be masked.
    static func matches(_ name: String) -> Bool {
        let words = words(of: name)
        return words.indices.contains { isSecret(words, at: $0) }
            || contains(words.flatMap(\.self)[...], anyOf: joined)
    }

    /// Whether a name is of an instrument or of something else that the market has a number for, which it
    /// calls a token too.
    static func isOfMarket(_ name: String) -> Bool {
        words(of: name).last.map { market.contains(Array($0)) || Array($0) == id } ?? false
    }

    private static func isSecret(_ words: [Word], at place: Int) -> Bool {
        let word = Array(words[place])
        let before = place > 0 ? Array(words[place - 1]) : []
        let after = place + 1 < words.count ? Array(words[place + 1]) : []
        switch word {
        // The market's number of an instrument is called so as well.
        case token, tokens: return !market.contains(before)
        // Patterns of candles, and what happens to strikes on the day of expiry.
        case pin: return !pinTerms.contains(after)
        // A session is first of all the exchange's.
        case session:
            return !sessionTerms.contains(after) && !sessionKinds.contains(before)
        case key, keys: return keyOwners.contains(before)
        case id, code: return before == client
        default: break
        }
        return whole.contains(word) || suffixes.contains { word.ends(with: $0) }
            || prefixes.contains { word.starts(with: $0) }
            || contains(words[place], anyOf: inside)
            || contains(words[place], anyOf: [token])
                && !market.contains { word.starts(with: $0) }
    }

    // MARK: - What is looked for

    private static func list(_ words: String) -> [[UInt8]] {
        words.split(separator: " ").map { Array($0.utf8) }
    }

    private static let token = Array("token".utf8)
    private static let tokens = Array("tokens".utf8)
    private static let pin = Array("pin".utf8)
    private static let session = Array("session".utf8)
    private static let key = Array("key".utf8)
    private static let keys = Array("keys".utf8)
    private static let id = Array("id".utf8)
    private static let code = Array("code".utf8)
    private static let client = Array("client".utf8)

    private static let whole = Set(
        list(
            "account accounts auth oauth bearer jwt mpin tpin upin pincode sessionkey passcode clientid clientcode"
        ))
    private static let suffixes = list(
        "account acct pwd otp oauth basicauth userauth userpin loginpin")
    private static let prefixes = list(
        "acct accountn accountid pwd authkey authcode authhe authdata authenticat")
    /// Nothing else has these within.
    private static let inside = list(
        "password passwd passphrase secret credential cookie authoriza authorisa sessionid totp")
    /// Nothing else has these within, also with its words written together.
    private static let joined = list(
        "apikey accesskey privatekey signingkey encryptionkey password passwd passphrase")
    private static let keyOwners = Set(
        list(
            "api access private secret auth encryption signing session consumer client app master ssh"
        ))
    private static let market = Set(
        list(
            "instrument instruments exchange contract symbol scrip underlying option opt future fut call ce put pe"
        ))
    private static let pinTerms = Set(list("bar bars risk"))
    private static let sessionTerms = Set(
        list(
            "open opened opens close closed closes day date label start started end ended calendar state status "
                + "high low vwap name type volume range phase number count minutes seconds"))
    private static let sessionKinds = Set(
        list(
            "per market trading pre post regular opening closing last prev previous next this exchange"
        ))

    // MARK: - Words

    /// The words of a name in small letters: they begin at signs, at capitals and at digits.
    private static func words(of name: String) -> [Word] {
        var letters: [UInt8] = []
        letters.reserveCapacity(name.utf8.count)
        var starts: [Int] = []
        var last = Kind.sign
        let signs = Array(name.utf8)
        for (index, byte) in signs.enumerated() {
            let kind = Kind(byte)
            defer { last = kind }
            guard kind != .sign else { continue }
            // In `APIKey` the second word begins at the last capital of several.
            let endsCapitals =
                kind == .capital && last == .capital && index + 1 < signs.count
                && Kind(signs[index + 1]) == .small
            if endsCapitals || last != kind && !(last == .capital && kind == .small) {
                starts.append(letters.count)
            }
            letters.append(kind == .capital ? byte | 0x20 : byte)
        }
        return starts.indices.map { index in
            letters[starts[index]..<(index + 1 < starts.count ? starts[index + 1] : letters.count)]
        }
    }

    private enum Kind {
        case small, capital, digit, sign

        init(_ byte: UInt8) {
            self =
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: .small
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): .capital
                case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
                default: .sign
                }
        }
    }

    private static func contains(_ word: Word, anyOf parts: [[UInt8]]) -> Bool {
        word.indices.contains { start in parts.contains { word[start...].starts(with: $0) } }
    }
}

extension [UInt8] {
    fileprivate func ends(with end: [UInt8]) -> Bool {
        count >= end.count && self[(count - end.count)...].elementsEqual(end)
    }
}
