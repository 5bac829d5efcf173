/// A place in a TOML file.
public struct TOMLLocation: Sendable, Equatable, CustomStringConvertible {
    /// The file.
    public let file: String
    /// The line, from 1, or 0 for the file as a whole.
    public let line: Int
    /// The column, from 1.
    public let column: Int

    /// The place as compilers write it.
    public var description: String { line == 0 ? file : "\(file):\(line):\(column)" }

    /// Makes a place.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - line: The line, from 1, or 0 for the file as a whole.
    ///   - column: The column, from 1.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}
