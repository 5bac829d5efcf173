#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

import Trading

/// Writes a row of a list as JSON, for the clipboard.
enum RowJSON {
    /// Returns the JSON of a value, its keys in alphabetical order and the secrets of payloads masked.
    static func text(_ value: any Encodable) -> String {
        let value: any Encodable =
            switch value {
            case let row as DeadLetterRow: row.masked
            case let rows as [DeadLetterRow]: rows.map(\.masked)
            default: value
            }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        guard let data = try? encoder.encode(value) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}
