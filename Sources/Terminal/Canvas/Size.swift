/// A screen size in character cells.
public struct Size: Sendable, Hashable, CustomStringConvertible {
    /// The number of columns.
    public var columns: Int
    /// The number of rows.
    public var rows: Int

    /// Creates a size; negative measures become zero.
    ///
    /// - Parameters:
    ///   - columns: The number of columns.
    ///   - rows: The number of rows.
    public init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    /// The size as it is usually written, for example `120x40`.
    public var description: String { "\(columns)x\(rows)" }

    /// Returns whether both measures are at least those of another size.
    ///
    /// - Parameter other: The size needed.
    /// - Returns: `true` when `other` fits.
    public func fits(_ other: Size) -> Bool {
        columns >= other.columns && rows >= other.rows
    }
}
