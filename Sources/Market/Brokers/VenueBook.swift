/// What a simulated venue remembers: its orders and what happened to them, in order, only ever
/// appended to.
///
/// The venue plays a part outside the desk, so it keeps its own book: a desk that restarts must be
/// able to ask what became of an order that it sent before it died.
public protocol VenueBook: Sendable {
    /// Adds facts behind the last one, all or none.
    ///
    /// - Parameter facts: The facts, oldest first.
    /// - Throws: `VenueBookError` when they are not in the book; the venue then acts as if they had
    ///   not happened.
    func append(_ facts: [VenueFact]) throws(VenueBookError)

    /// Reads the whole book.
    ///
    /// - Returns: Every fact, oldest first.
    /// - Throws: `VenueBookError` when it cannot be read or a line of it makes no sense.
    func facts() throws(VenueBookError) -> [VenueFact]
}

/// Why a venue's book cannot be used.
public enum VenueBookError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file cannot be opened, read or written.
    case unavailable(path: String, reason: String)
    /// A complete line is no fact; only the last line may be torn.
    case damaged(path: String, line: Int, reason: String)

    /// One sentence: what, where, and what to do about it.
    public var description: String {
        switch self {
        case .unavailable(let path, let reason):
            "the venue's book \(path) cannot be used: \(reason)"
        case .damaged(let path, let line, let reason):
            "\(path):\(line): not a line of a venue's book (\(reason)); mend it or move the file away"
        }
    }
}
