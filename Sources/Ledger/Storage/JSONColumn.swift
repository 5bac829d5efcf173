internal import Foundation
internal import GRDB
internal import Synchronization
internal import Trading

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
        try JSONWriter.text(of: value).databaseValue
    }

    /// Encodes a contract.
    ///
    /// One trade writes its contract many times, and a desk trades few of them, so their texts are
    /// kept.
    ///
    /// - Parameter contract: The contract.
    /// - Returns: JSON text.
    /// - Throws: `EncodingError` when the value cannot be written as JSON.
    static func cell(contract: OptionContract) throws -> DatabaseValue {
        if let (known, cell) = contracts.withLock({ $0[contract.id] }), known == contract {
            return cell
        }
        let cell = try cell(contract)
        contracts.withLock { contracts in
            if contracts.count >= contractsKept { contracts.removeAll(keepingCapacity: true) }
            contracts[contract.id] = (contract, cell)
        }
        return cell
    }

    private static let contractsKept = 4_096
    private static let contracts = Mutex<[InstrumentID: (OptionContract, DatabaseValue)]>([:])

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

    private static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return decoder
    }()
}
