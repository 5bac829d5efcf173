import Terminal
import Trading

/// What an event carries, as a person reads it.
///
/// The desk's JSON names the case of an enumeration, wraps every amount in its unit and counts time in
/// nanoseconds. Here the wrapping goes, money is in rupees, time is India's, and secrets are masked.
enum Payload {
    /// Returns the payload for reading; text that is not JSON comes back as it is.
    static func readable(_ json: String) -> String {
        guard let value = JSONValue(json) else { return json }
        return tidy(contents(value), in: nil).text
    }

    /// The payload without the name of its kind, which the topic beside it says already.
    private static func contents(_ value: JSONValue) -> JSONValue {
        guard let kind = value.onlyMember, case .object(let members) = kind.value else {
            return value
        }
        return members.first?.key == "_0" ? kind.value : value
    }

    private static func tidy(_ value: JSONValue, in parent: String?) -> JSONValue {
        if let only = value.onlyMember, !isSecret(only.key, only.value, in: parent),
            let plain = unwrapped(only, in: parent)
        {
            return plain
        }
        switch value {
        case .object(let members):
            return .object(
                members.map { member in
                    .init(
                        key: member.key,
                        value: isSecret(member.key, member.value, in: parent)
                            ? .string(mask) : tidy(member.value, in: member.key))
                })
        case .array(let elements): return .array(elements.map { tidy($0, in: parent) })
        case .string, .literal: return value
        }
    }

    /// The value inside a wrapper of one key, in the unit that people use.
    private static func unwrapped(
        _ member: JSONValue.Member, in parent: String?
    ) -> JSONValue? {
        switch (member.key, member.value) {
        case ("_0", let value): return tidy(value, in: parent)
        case ("paise", .literal(let text)):
            guard let paise = Int64(text) else { return nil }
            return .literal(Figures.fixed(Double(paise) / 100, 2))
        case ("nanoseconds", .literal(let text)):
            guard let nanoseconds = Int64(text), nanoseconds > 0 else { return nil }
            let time = Timestamp(nanoseconds: nanoseconds)
            return .string("\(time.indiaDay) \(time.indiaClock)")
        case ("daysSinceEpoch", .literal(let text)):
            return Int(text).map { .string("\(CalendarDay(daysSinceEpoch: $0))") }
        case ("token", let value), ("units", let value), ("number", let value),
            ("text", let value), ("rawValue", let value):
            return value
        default: return nil
        }
    }

    // MARK: - Secrets

    /// What stands for a secret.
    static let mask = "****"

    /// Whether a value must not be shown, whatever it is; an absent one is no secret.
    ///
    /// - Parameters:
    ///   - key: Its name.
    ///   - value: The value.
    ///   - parent: The name of what it is a part of, which tells an instrument's number from a token.
    /// - Returns: Whether it is to be masked.
    static func isSecret(_ key: String, _ value: JSONValue, in parent: String?) -> Bool {
        switch value {
        case .literal("null"): false
        case .literal where key == "token" && parent.map(SecretName.isOfMarket) == true: false
        default: SecretName.matches(key)
        }
    }

    /// Returns a payload as it is, but for its secrets; text that is not JSON comes back as it is.
    static func masked(_ json: String) -> String {
        guard let value = JSONValue(json) else { return json }
        return masked(value, in: nil).text
    }

    private static func masked(_ value: JSONValue, in parent: String?) -> JSONValue {
        switch value {
        case .object(let members):
            .object(
                members.map {
                    .init(
                        key: $0.key,
                        value: isSecret($0.key, $0.value, in: parent)
                            ? .string(mask)
                            // What only wraps says nothing of what is in it.
                            : masked($0.value, in: $0.key == "_0" ? parent : $0.key))
                })
        case .array(let elements): .array(elements.map { masked($0, in: parent) })
        case .string, .literal: value
        }
    }

    // MARK: - Bytes

    /// Returns the payload as bytes in hexadecimal with their signs, for what is not text.
    ///
    /// Secrets are masked here too.
    static func hexadecimal(_ json: String, width: Int) -> [StyledText] {
        let bytes = Array(masked(json).utf8)
        // A row of n bytes takes 6 columns for the place, 3n + 1 for the digits, n for the signs.
        let count = [16, 8].first { 7 + 4 * $0 <= width } ?? 4
        return stride(from: 0, to: bytes.count, by: count).map { start in
            let row = bytes[start..<min(start + count, bytes.count)]
            var line = StyledText(digits(start, 4) + "  ", .uiMuted)
            line.append(row.map { digits(Int($0), 2) }.joined(separator: " "), .jsonNumber)
            line.append(String(repeating: " ", count: (count - row.count) * 3 + 2))
            let signs = row.map { (0x20..<0x7F).contains($0) ? Character(Unicode.Scalar($0)) : "." }
            line.append(String(signs), .jsonString)
            return line
        }
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
