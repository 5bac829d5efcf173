/// The handlers without which money is not looked after, by their names.
///
/// They go on although their dead letters cannot be recorded, since exits and what the venue says of them must not wait
/// for a person or for the disk; and nobody pauses them unawares.
public enum VitalHandler: String, CaseIterable, Sendable {
    /// Watches every position and leaves it.
    case positions
    /// Books what the venue says of orders.
    case orders

    /// Those that are paused, in a snapshot.
    ///
    /// - Parameter desk: The snapshot.
    /// - Returns: The paused ones.
    public static func paused(in desk: DeskSnapshot) -> [VitalHandler] {
        allCases.filter { vital in
            desk.handlers.contains { $0.name == vital.rawValue && $0.isPaused }
        }
    }
}
