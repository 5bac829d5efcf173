/// A cell's place on the screen, counted from the upper left corner.
public struct Point: Sendable, Hashable {
    /// The column, from 0.
    public var x: Int
    /// The row, from 0.
    public var y: Int

    /// Creates a point.
    ///
    /// - Parameters:
    ///   - x: The column, from 0.
    ///   - y: The row, from 0.
    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }
}
