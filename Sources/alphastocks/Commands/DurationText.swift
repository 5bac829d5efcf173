import Foundation

/// A span of time in the unit that suits it.
enum DurationText {
    static func of(_ nanoseconds: Int64) -> String {
        let seconds = Double(nanoseconds) / 1e9
        return switch abs(nanoseconds) {
        case 0: "0"
        case ..<1_000: "\(nanoseconds) ns"
        case ..<1_000_000: String(format: "%.1f µs", seconds * 1e6)
        case ..<1_000_000_000: String(format: "%.2f ms", seconds * 1e3)
        case ..<120_000_000_000: String(format: "%.2f s", seconds)
        default: String(format: "%.1f min", seconds / 60)
        }
    }
}
