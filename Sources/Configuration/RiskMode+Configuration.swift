import LocatedTOML
import Trading

extension RiskMode {
    mutating func read(_ table: inout SectionReader) throws(ConfigurationError) {
        let percent = 0.0...1000.0
        try readStrike(&table)
        try table.number(
            "min_delta", &minimumDelta, in: 0...1, "the least delta of a contract, without its sign"
        )
        try table.number(
            "stop_percent", &stopPercent, in: 1...95,
            "how far the premium may fall below the entry, in percent")
        try table.number(
            "target_percent", &targetPercent, in: percent, "the first target's gain in percent")
        secondTargetPercent =
            try table.number(
                "second_target_percent", in: percent, standard: secondTargetPercent, example: 100,
                "the gain aimed at after a partial booking, in percent") ?? secondTargetPercent
        try table.number(
            "risk_percent", &riskPerTradePercent, in: 0.01...100,
            "what one trade may lose, in percent of the capital")
        try table.number(
            "max_theta_percent", &maximumThetaPercent, in: percent,
            "what a contract may lose to time in a day, in percent of its premium")
        try table.number(
            "min_move_percent", &minimumMovePercent, in: 0...100,
            "the least expected move of a signal, in percent of its entry")
        try table.number(
            "min_strength", &minimumStrength, in: 0...1, "the least strength of a signal")
        try table.number(
            "max_hold_hours", &maximumHoldHours, in: 0.01...10_000,
            "the longest time a position is held, in hours")
        try table.boolean("overnight", &holdsOvernight, "whether positions may stay over the night")
        try readPartialBooking(&table)
        try readTrailing(&table)
        try table.finish()
    }

    /// Whoever says where strikes lie says it for every move that is expected.
    private mutating func readStrike(_ table: inout SectionReader) throws(ConfigurationError) {
        if let preference = try table.word(
            "strike", example: offset.preference,
            "where its strikes lie, whatever move is expected")
        {
            offset.preference = preference
            dynamicOffsets = []
        }
        if let value = try table.number(
            "offset_percent", in: 0...20, example: offset.percent,
            "how far from the spot its strikes lie, whatever move is expected, in percent")
        {
            offset.percent = value
            dynamicOffsets = []
        }
    }

    private mutating func readPartialBooking(
        _ table: inout SectionReader
    ) throws(ConfigurationError) {
        if let at = try table.number(
            "partial_at_percent", in: 0...1000, standard: partialBooking?.atPercent, example: 50,
            "the gain in percent at which a part is sold, once")
        {
            partialBooking = PartialBooking(
                atPercent: at, sizePercent: partialBooking?.sizePercent ?? 50)
        }
        if let size = try table.number(
            "partial_size_percent", in: 1...99, standard: partialBooking?.sizePercent, example: 50,
            "how much of the position that part is, in percent")
        {
            partialBooking?.sizePercent = size
        }
    }

    private mutating func readTrailing(_ table: inout SectionReader) throws(ConfigurationError) {
        if let after = try table.number(
            "trail_after_percent", in: 0...1000, standard: trailing?.afterPercent, example: 30,
            "the gain in percent from which the stop follows the premium")
        {
            trailing = TrailingRule(
                afterPercent: after, giveBackPercent: trailing?.giveBackPercent ?? 50)
        }
        if let back = try table.number(
            "trail_give_back_percent", in: 1...100, standard: trailing?.giveBackPercent,
            example: 50,
            "how much of the gain the stop then lies below it, in percent")
        {
            trailing?.giveBackPercent = back
        }
    }
}
