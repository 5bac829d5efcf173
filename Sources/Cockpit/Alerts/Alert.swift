import Trading

/// Something that has gone past its level and not yet come back.
public struct Alert: Hashable, Sendable {
    /// What the alert is about: a kind and, where there are several, the handler or the source.
    public struct Subject: Hashable, Sendable {
        /// The kind.
        public let kind: AlertKind
        /// The handler or the source; empty for the desk as a whole.
        public let name: String
    }

    /// What it is about.
    public let subject: Subject
    /// What is wrong, in one line.
    public let text: String
}

/// An alert that was raised, or one that is over.
public enum AlertChange: Hashable, Sendable {
    case raised(Alert)
    case cleared(Alert)
}
