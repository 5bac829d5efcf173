/// A colour in a theme file: a palette name or the colour itself.
enum ColourReference: Sendable, Hashable {
    case name(String)
    case colour(Colour)
}

extension ColourReference {
    /// Reads a colour or a palette name; `nil` for what begins like a colour but is none.
    init?(_ text: String) {
        if text == "default" {
            self = .colour(.terminalDefault)
        } else if text.hasPrefix("#") {
            let digits = text.dropFirst()
            guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
                let hex = UInt32(digits, radix: 16)
            else { return nil }
            self = .colour(.rgb(RGB(hex)))
        } else if let colon = text.firstIndex(of: ":") {
            let limit: UInt8
            switch text[..<colon] {
            case "ansi": limit = 15
            case "x": limit = 255
            default: return nil
            }
            guard let index = UInt8(text[colon...].dropFirst()), index <= limit else { return nil }
            self = .colour(.indexed(index))
        } else {
            self = .name(text)
        }
    }
}
