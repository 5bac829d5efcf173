/// A rectangle of cells.
///
/// It may be empty, and it may lie partly or wholly off the screen.
public struct Rect: Sendable, Hashable {
    /// The leftmost column.
    public var x: Int
    /// The topmost row.
    public var y: Int
    /// The number of columns, never negative.
    public var width: Int
    /// The number of rows, never negative.
    public var height: Int

    /// An empty rectangle at the origin.
    public static let empty = Rect(x: 0, y: 0, width: 0, height: 0)

    /// Creates a rectangle; negative measures become zero.
    ///
    /// - Parameters:
    ///   - x: The leftmost column.
    ///   - y: The topmost row.
    ///   - width: The number of columns.
    ///   - height: The number of rows.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// Creates the rectangle that covers a whole screen.
    ///
    /// - Parameter size: The size of the screen.
    public init(_ size: Size) {
        self.init(x: 0, y: 0, width: size.columns, height: size.rows)
    }

    /// The column just right of the rectangle.
    public var maxX: Int { x + width }
    /// The row just below the rectangle.
    public var maxY: Int { y + height }
    /// Whether the rectangle holds no cell.
    public var isEmpty: Bool { width == 0 || height == 0 }
    /// The width and height together.
    public var size: Size { Size(columns: width, rows: height) }

    /// Returns whether a cell lies inside.
    ///
    /// - Parameter point: The cell.
    /// - Returns: `true` when it is inside.
    public func contains(_ point: Point) -> Bool {
        point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
    }

    /// Returns the cells two rectangles share.
    ///
    /// - Parameter other: The other rectangle.
    /// - Returns: The overlap, empty when there is none.
    public func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(
            x: left, y: top,
            width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
    }

    /// Returns the rectangle without a margin on every side.
    ///
    /// - Parameter margin: The number of cells to take off each side.
    /// - Returns: The smaller rectangle.
    public func inset(by margin: Int = 1) -> Rect {
        inset(columns: margin, rows: margin)
    }

    /// Returns the rectangle without margins at the sides and at the top and bottom.
    ///
    /// - Parameters:
    ///   - columns: The number of columns to take off the left and off the right.
    ///   - rows: The number of rows to take off the top and off the bottom.
    /// - Returns: The smaller rectangle.
    public func inset(columns: Int, rows: Int) -> Rect {
        Rect(
            x: x + columns, y: y + rows,
            width: width - 2 * columns, height: height - 2 * rows)
    }

    /// Returns a rectangle of the given size in the middle of this one, cut to fit.
    ///
    /// - Parameters:
    ///   - width: The number of columns wanted.
    ///   - height: The number of rows wanted.
    /// - Returns: The centred rectangle.
    public func centred(width: Int, height: Int) -> Rect {
        let columns = min(max(0, width), self.width)
        let rows = min(max(0, height), self.height)
        return Rect(
            x: x + (self.width - columns) / 2, y: y + (self.height - rows) / 2,
            width: columns, height: rows)
    }
}
