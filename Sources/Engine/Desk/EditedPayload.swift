import Foundation
import Trading

/// What a person has made of a dead letter's payload, checked before any handler sees it.
enum EditedPayload {
    /// Reads an edited payload.
    ///
    /// - Parameters:
    ///   - json: The payload as the person left it.
    ///   - original: What the letter carries.
    /// - Returns: The payload, or a denial that says where it is wrong. Another topic is refused: the handler that
    ///   failed would not know what to do with it.
    static func read(
        _ json: String, inPlaceOf original: EventPayload
    ) -> Result<EventPayload, Denial> {
        let payload: EventPayload
        do {
            payload = try JSONDecoder().decode(EventPayload.self, from: Data(json.utf8))
        } catch let error as DecodingError {
            return .failure(Denial(.badPayload, error.words))
        } catch {
            return .failure(Denial(.badPayload, "the payload cannot be read: \(error)"))
        }
        guard payload.topic == original.topic else {
            return .failure(
                Denial(
                    .badPayload,
                    "the payload is a \(payload.topic.rawValue), expected a "
                        + "\(original.topic.rawValue) as the letter holds"))
        }
        return .success(payload)
    }
}

extension DecodingError {
    /// The error in one line, with the place in the text.
    fileprivate var words: String {
        switch self {
        case .keyNotFound(let key, let context):
            "field \(Self.path(context, key)) is missing"
        case .typeMismatch(let type, let context):
            "field \(Self.path(context)) is no \(type)"
        case .valueNotFound(let type, let context):
            "field \(Self.path(context)) is null, expected a \(type)"
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            "the payload is no JSON: \(context.underlyingError.map { "\($0)" } ?? context.debugDescription)"
        case .dataCorrupted(let context):
            "field \(Self.path(context)): \(context.debugDescription)"
        @unknown default:
            "the payload cannot be read: \(self)"
        }
    }

    private static func path(_ context: Context, _ key: (any CodingKey)? = nil) -> String {
        (context.codingPath + (key.map { [$0] } ?? [])).map(\.stringValue).joined(separator: ".")
    }
}
