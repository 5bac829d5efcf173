import Foundation
import Trading

extension LedgerChange {
    /// Keeps a value of texts, numbers and days as JSON under a key of the desk's state.
    static func state(_ key: String, _ value: some Encodable) -> LedgerChange {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("texts, numbers and days can always be encoded: \(value)")
        }
        return .setState(key: key, value: String(decoding: data, as: UTF8.self))
    }
}
