/// The process died while the handler ran.
public struct ProcessCrash: Error, Hashable, CustomStringConvertible {
    /// What happened in words.
    public var description: String { "the process died while the handler ran" }
}
