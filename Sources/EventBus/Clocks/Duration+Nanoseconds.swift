extension Duration {
    /// The span in whole nanoseconds, held to what 64 bits take (292 years).
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflowSum) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        guard !overflow, !overflowSum else { return seconds < 0 ? .min / 2 : .max / 2 }
        return min(max(sum, .min / 2), .max / 2)
    }
}
