import Trading

/// What a row is about: selection, marks and actions hold to this, never to a row's number.
enum RowID: Hashable, Sendable {
    case handler(String)
    case deadLetter(DeadLetterID)
    case position(PositionID)
    case event(UInt64)
    case signal(String)
}
