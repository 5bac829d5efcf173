/// Why a file of market data cannot be used at all.
///
/// A bad row never ends up here: it is a `FileIssue`, and the rest of the file is read.
public enum MarketFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file is missing, is a folder, or may not be read.
    case unreadable(path: String, reason: String)
    /// The file holds nothing, not even a header.
    case empty(path: String)
    /// The first line lacks columns that this kind of file must have.
    case wrongHeader(path: String, missing: [String], found: String)
    /// The file has rows, but not one of them can be used.
    case nothingUsable(path: String, firstIssue: String)
    /// Neither the file's name nor the argument says which underlying it is about.
    case unknownSymbol(path: String)

    /// One sentence: what, where, and what to do about it.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "cannot read \(path): \(reason); give the path of a readable file"
        case .empty(let path):
            "\(path) is empty; expected a header line and rows"
        case .wrongHeader(let path, let missing, let found):
            "\(path):1: the header lacks \(missing.joined(separator: ", ")); found: \(found)"
        case .nothingUsable(let path, let firstIssue):
            "\(path) has no usable row; the first one: \(firstIssue)"
        case .unknownSymbol(let path):
            "cannot tell the underlying of \(path); name it as SYMBOL=\(path)"
        }
    }
}
