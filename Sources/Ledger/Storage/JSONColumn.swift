internal import Foundation
internal import GRDB

/// The open-ended parts of a row as JSON text: contracts, metadata, attempts and event payloads.
///
/// Keys are sorted, so that equal values are equal text. Numbers that JSON cannot write are spelled
/// out, so that no value of the desk is unstorable.
enum JSONColumn {
    /// Encodes a value.
    ///
    /// - Parameter value: The value.
    /// - Returns: JSON text.
    /// - Throws: `EncodingError` when the value cannot be written as JSON.
    static func cell(_ value: some Encodable) throws -> DatabaseValue {
        String(decoding: try encoder.encode(value), as: UTF8.self).databaseValue
    }

    /// Encodes a dictionary; the empty one, which is the usual one, costs nothing.
    ///
    /// - Parameter dictionary: The dictionary.
    /// - Returns: JSON text.
    /// - Throws: `EncodingError` when the value cannot be written as JSON.
    static func cell<Key: CodingKeyRepresentable & Encodable>(
        dictionary: [Key: some Encodable]
    ) throws -> DatabaseValue {
        dictionary.isEmpty ? emptyObject : try cell(dictionary)
    }

    /// Decodes a value.
    ///
    /// - Parameter text: JSON text.
    /// - Returns: The value.
    /// - Throws: `DecodingError` when the text is no such value.
    static func value<Value: Decodable>(of text: String) throws -> Value {
        try decoder.decode(Value.self, from: Data(text.utf8))
    }

    private static let emptyObject = "{}".databaseValue

    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return encoder
    }()

    private static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return decoder
    }()
}
