/// A key's name that could not be read.
public struct KeyNameError: Error, Equatable, CustomStringConvertible {
    /// The name as it was given.
    public let name: String

    /// What is wrong and what a name may be.
    public var description: String {
        "no key is called \"\(name)\"; expected one character such as \"x\", \"C-l\" for Control, "
            + "\"M-x\" for Alt, \"F1\" to \"F24\", or one of "
            + Key.named.map(\.name).joined(separator: ", ")
    }
}
