/// What the mouse did, and where.
public struct MouseEvent: Sendable, Hashable {
    /// What happened.
    public enum Kind: Sendable, Hashable {
        /// A button went down.
        case press
        /// A button went down for the second time within 400 ms on the same cell.
        case doubleClick
        /// A button came up.
        case release
        /// The wheel was turned away from the user.
        case wheelUp
        /// The wheel was turned towards the user.
        case wheelDown
    }

    /// A button of the mouse.
    public enum Button: Sendable, Hashable {
        /// The left button, or none for the wheel.
        case left
        /// The middle button.
        case middle
        /// The right button.
        case right
    }

    /// The column, from 0.
    public let x: Int
    /// The row, from 0.
    public let y: Int
    /// What happened.
    public let kind: Kind
    /// The button it happened to.
    public let button: Button

    /// The cell as a point.
    public var point: Point { Point(x: x, y: y) }

    /// Creates an event.
    ///
    /// - Parameters:
    ///   - x: The column, from 0.
    ///   - y: The row, from 0.
    ///   - kind: What happened.
    ///   - button: The button it happened to.
    public init(x: Int, y: Int, kind: Kind, button: Button = .left) {
        self.x = x
        self.y = y
        self.kind = kind
        self.button = button
    }
}
