import Terminal
import Trading

/// What the desk's log tells about one trade from the moment a command about it was asked for.
struct CommandStory: Sendable {
    private let correlationID: String
    private let start: UInt64

    /// How many rows it takes at most.
    static let limit = 5

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - correlationID: The trade's signal.
    ///   - desk: The desk when the command was asked for.
    init(of correlationID: String, _ desk: DeskSnapshot) {
        self.correlationID = correlationID
        start = desk.log.last?.sequence ?? 0
    }

    /// Returns the last rows, the newest at the bottom.
    func lines(_ desk: DeskSnapshot) -> [StyledText] {
        desk.log.filter { $0.correlationID == correlationID && $0.sequence > start }
            .suffix(Self.limit).map(EventsPane.story)
    }
}
