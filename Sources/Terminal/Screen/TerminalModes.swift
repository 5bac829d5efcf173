/// The commands to a terminal that terminfo has no names for.
enum TerminalModes {
    /// Bracketed pastes and focus reports, on.
    static let on = "\u{1B}[?2004h\u{1B}[?1004h"

    /// Asks for the colour of the background (OSC 11).
    static let backgroundQuestion = "\u{1B}]11;?\u{1B}\\"

    /// Everything we may have turned on, off again.
    static let off =
        "\u{1B}[?2026l\u{1B}[?2004l\u{1B}[?1004l" + mouse(false)

    /// Button presses, releases and the wheel, reported in the form that has no size limit.
    static func mouse(_ isOn: Bool) -> String {
        isOn ? "\u{1B}[?1000h\u{1B}[?1006h" : "\u{1B}[?1006l\u{1B}[?1000l"
    }

    /// A text for the user's clipboard (OSC 52).
    static func clipboard(_ text: String) -> String {
        "\u{1B}]52;c;\(base64(text))\u{07}"
    }

    /// A message for the desktop; what could end the command early is left out of the text.
    static func notification(_ text: String, by way: DesktopNotification) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars
        where scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) {
            clean.append(scalar == ";" ? "," : scalar)
        }
        let message = String(clean)
        return switch way {
        case .osc9: "\u{1B}]9;\(message)\u{07}"
        case .osc777: "\u{1B}]777;notify;alphastocks;\(message)\u{07}"
        }
    }

    private static func base64(_ text: String) -> String {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let bytes = Array(text.utf8)
        var encoded: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for position in 0..<4 {
                let isPadding = position > group.count
                encoded.append(
                    isPadding ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * position) & 63])
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
