import Trading

/// What a row is about: selection, marks and actions hold to this, never to a row's number.
enum RowID: Hashable, Sendable {
    case handler(String)
    case deadLetter(DeadLetterID)
    case position(PositionID)
    case event(UInt64)
    case signal(String)
    /// The heading of rows that are one case.
    case group(String)

    /// Whether it stands for other rows, and is none itself.
    var isHeading: Bool {
        if case .group = self { true } else { false }
    }
}
