import LocatedTOML
import Trading

extension DeskLimits {
    mutating func read(_ table: inout SectionReader) throws(ConfigurationError) {
        try table.integer(
            "positions", &maximumPositions, in: 1...10_000,
            "open positions and entries in flight, at most")
        try table.integer(
            "lots", &maximumLots, in: 1...10_000,
            "the most lots in one trade; [limits.freeze] has UNDERLYING = UNITS of one order")
        try table.number(
            "capital_at_risk_percent", &capitalAtRiskPercent, in: 0.01...100,
            "what all positions may lose down to their stops, in percent of the capital")
        try table.number(
            "daily_loss_percent", &dailyLossPercent, in: 0.01...100,
            "the day's loss at which entries end, in percent of the equity at its start")
        try table.integer(
            "loss_streak", &lossStreak, in: 1...1000, "the losses in a row at which entries end")
        try table.rupees(
            "min_premium", &minimumPremium, in: 0.05...100_000,
            "the cheapest premium that is bought")
        try table.rupees(
            "max_premium", &maximumPremium, in: 0.05...100_000, "the dearest premium that is bought"
        )
        try table.integer(
            "min_days_to_expiry", &minimumDaysToExpiry, in: 0...365,
            "the fewest calendar days to the expiry")
        try table.integer(
            "max_days_to_expiry", &maximumDaysToExpiry, in: 0...365,
            "the most calendar days to the expiry")
        try table.number(
            "max_spread_percent", &maximumSpreadPercent, in: 0...100,
            "the widest spread, in percent of the premium")
        try table.number(
            "stale_quote_seconds", &staleQuoteSeconds, in: 0.1...3600,
            "the age at which a quote decides nothing any more")
        try table.integer(
            "exit_protection_ticks", &exitProtectionTicks, in: 0...10_000,
            "how far below the bid the first order of an exit may sell, in ticks")
        try table.number(
            "exit_protection_percent", &exitProtectionPercent, in: 0...100,
            "the same in percent of the bid; the greater of the two counts")
        try table.number(
            "exit_patience_seconds", &exitPatienceSeconds, in: 0.1...3600,
            "how long that order may wait before the exit goes to the market")
        try table.number(
            "exit_retry_seconds", &exitRetrySeconds, in: 0.1...3600,
            "how long exits wait after the venue has refused or never seen one")
        try table.number(
            "order_silence_seconds", &orderSilenceSeconds, in: 0.1...3600,
            "how long an order may be without news before the venue's book is asked")
        var freeze = try table.section("freeze")
        for name in freeze.keys {
            freezeUnits[name] = try freeze.integer(name, in: 1...10_000_000)
        }
        for (low, high, isInOrder) in [
            ("min_premium", "max_premium", minimumPremium <= maximumPremium),
            (
                "min_days_to_expiry", "max_days_to_expiry",
                minimumDaysToExpiry <= maximumDaysToExpiry
            ),
        ] where !isInOrder && table.isSound(low) && table.isSound(high) {
            try table.refuse(table.bad(high, expected: "at least its minimum", .other("less")))
        }
        try table.finish()
    }
}
