/// Which contracts can be traded.
public enum ChainPolicy: String, Sendable, CaseIterable {
    /// The file's contracts on days that the file covers, generated ones on all others.
    case auto
    /// The file's contracts only; on days that it does not cover there are none.
    case file
    /// Generated contracts only.
    case generated
}
