/// Whether real orders may be sent at all, and through what.
public struct LivePreferences: Equatable, Sendable {
    /// Whether `--broker live` is allowed.
    public var isEnabled = false
    /// The adapter to send through.
    public var adapter: String?

    /// Makes the defaults: nothing real is sent.
    public init() {}

    mutating func read(_ table: inout SectionReader) throws(ConfigurationError) {
        try table.boolean(
            "enabled", &isEnabled, "whether real orders may be sent; --broker live is needed too")
        adapter = try table.string(
            "adapter", example: "NAME", "the adapter through which they are sent")
        try table.finish()
    }
}
