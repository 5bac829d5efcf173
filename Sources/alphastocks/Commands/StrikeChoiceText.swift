import Trading

extension StrikeChoice {
    /// The choice as a person reads it: what was wanted, what each filter took out, the scores of the best.
    var explanation: String {
        var lines = [
            "\(underlying) \(right.rawValue), spot \(IndianFormat.rupees(spot)), mode \(mode): "
                + "target strike \(IndianFormat.rupees(targetStrike)), "
                + "\(consideredCount) contracts considered"
        ]
        if let contract = winner?.contract {
            lines.append(
                "the best is \(contract.tradingSymbol)\(contract.isGenerated ? " (generated)" : "")"
                    + (winner?.premium.map { " at \(IndianFormat.rupees($0))" } ?? "")
                    + ", lot \(contract.lotUnits)")
        } else {
            lines.append("none is left")
        }
        var filters = TextTable(["FILTER", "REMOVED"], rightAligned: [1])
        for removal in removed { filters.add([removal.filter.rawValue, String(removal.count)]) }
        lines += ["", filters.text]
        let scored = [winner].compactMap(\.self) + runnersUp
        guard !scored.isEmpty else { return lines.joined(separator: "\n") }
        var scores = TextTable(
            ["CONTRACT", "SCORE", "NEARNESS", "DELTA", "EXPIRY", "GRID", "Δ", "DAYS", "PREMIUM"],
            rightAligned: Set(1...8))
        for score in scored {
            scores.add([
                score.contract.tradingSymbol, IndianFormat.decimal(score.total, decimals: 2),
                IndianFormat.decimal(score.nearness, decimals: 2),
                IndianFormat.decimal(score.response, decimals: 2),
                IndianFormat.decimal(score.timing, decimals: 2),
                IndianFormat.decimal(score.grid, decimals: 0),
                IndianFormat.decimal(score.delta, decimals: 3), String(score.daysToExpiry),
                score.premium.map(IndianFormat.rupees) ?? "-",
            ])
        }
        return (lines + ["", scores.text]).joined(separator: "\n")
    }
}
