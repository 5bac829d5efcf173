import Trading

extension VitalHandler {
    /// What does not happen while it is paused.
    var consequence: String {
        switch self {
        case .positions: "while it is paused no stop and no target is watched, and nothing is sold"
        case .orders: "while it is paused no fill is booked: positions and profit are not true"
        }
    }
}
