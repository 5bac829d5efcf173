import Foundation

/// Numbers as the tables show them.
enum Figure {
    static func text(_ figure: Double) -> String {
        switch abs(figure) {
        case 1_000_000...: String(format: "%.2f M", figure / 1e6)
        case 10_000...: String(format: "%.0f k", figure / 1e3)
        case 100...: String(format: "%.0f", figure)
        case 10...: String(format: "%.1f", figure)
        default: String(format: "%.2f", figure)
        }
    }

    /// The middle of some figures, at least one.
    static func median(_ figures: [Double]) -> Double {
        let sorted = figures.sorted()
        return sorted[sorted.count / 2]
    }

    /// The value below which a share of the figures lies.
    static func percentile(_ share: Double, of figures: [Double]) -> Double {
        let sorted = figures.sorted()
        return sorted[Int(Double(sorted.count - 1) * share)]
    }
}
