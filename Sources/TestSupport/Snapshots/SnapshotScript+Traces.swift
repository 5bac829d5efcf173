import Trading

extension SnapshotScript {
    /// The stories of the open position of NIFTY and of the three newest signals: one whole trade, the others
    /// only just begun.
    static func traces(_ signals: [SignalRecord], _ now: Timestamp) -> [SignalTrace] {
        let trade = SignalTrace(
            signalID: "ema-NIFTY-1445", startedAt: now.advanced(bySeconds: -4320),
            steps: entry + exit)
        let begun = signals.prefix(3).map { record in
            SignalTrace(
                signalID: record.id, startedAt: record.receivedAt,
                steps: Array(entry.prefix(record.denial == nil ? entry.count : 4)))
        }
        return [trade] + begun
    }

    private static let entry =
        step(.tickReceived, "feed", "NIFTY 25,021.35", at: -0.4, [])
        + step(
            .signalGenerated, "strategy.ema", "BUY NIFTY 25,021.35, strength 0.83", at: 0,
            [("executor", 0.041, 7.9), ("journal", 0.012, 11)])
        + step(
            .signalActivated, "executor", "buying 150 NIFTY25OCT25100CE", at: 8,
            [("signals", 0.2, 0.7)])
        + step(
            .orderPlaced, "executor", "market order for 150 at about 118.40", at: 8.1,
            [("orders", 0.3, 1.2), ("journal", 2.1, 9)])
        + step(
            .orderFilled, "broker", "bought 150 at 118.40", at: 22,
            [("orders", 0.1, 1.4), ("positions", 3.2, 4.1), ("signals", 0.1, 0.6)])

    private static let exit =
        step(
            .positionUpdated, "positions", "stop raised to 104.20", at: 1_200_000,
            [("journal", 0.4, 8)])
        + step(
            .tradeExit, "positions", "first target reached: sell 75", at: 4_210_000,
            [("orders", 0.2, 2.2), ("journal", 1, 9)])
        + step(
            .orderFilled, "broker", "sold 75 at 189.40", at: 4_210_030,
            [("orders", 0.1, 1.1), ("positions", 0.4, 2.8)])

    /// One event with its attempts, each a handler with its wait and run in milliseconds.
    private static func step(
        _ topic: DeskTopic, _ source: String, _ words: String, at milliseconds: Double,
        _ runs: [(String, Double, Double)]
    ) -> [TraceStep] {
        let event = StableHash.hexadecimal("\(topic.rawValue)\(milliseconds)")
        func make(_ run: TraceRun?) -> TraceStep {
            TraceStep(
                eventID: event, causeID: nil, topic: topic, source: source, words: words,
                offsetNanoseconds: Int64(milliseconds * 1e6), run: run)
        }
        guard !runs.isEmpty else { return [make(nil)] }
        return runs.map { run in
            make(
                TraceRun(
                    handler: run.0, attempt: 1,
                    waitNanoseconds: Int64(run.1 * 1e6), runNanoseconds: Int64(run.2 * 1e6),
                    outcome: .done))
        }
    }
}
