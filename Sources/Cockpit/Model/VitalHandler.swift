import Trading

/// The handlers without which money is not looked after: nobody pauses them unawares.
enum VitalHandler: String, CaseIterable {
    case positions
    case orders

    /// What does not happen while it is paused.
    var consequence: String {
        switch self {
        case .positions: "while it is paused no stop and no target is watched, and nothing is sold"
        case .orders: "while it is paused no fill is booked: positions and profit are not true"
        }
    }

    /// Those that are paused, in a snapshot.
    static func paused(in desk: DeskSnapshot) -> [VitalHandler] {
        allCases.filter { vital in
            desk.handlers.contains { $0.name == vital.rawValue && $0.isPaused }
        }
    }
}
