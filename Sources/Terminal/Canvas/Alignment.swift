/// Where a text stands in the room it is given.
public enum Alignment: Sendable {
    /// At the left end.
    case left
    /// In the middle.
    case centre
    /// At the right end, as figures are.
    case right
}
