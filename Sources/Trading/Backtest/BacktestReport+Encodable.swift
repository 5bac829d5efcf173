extension BacktestReport: Encodable {
    private enum Key: String, CodingKey {
        case capitalPaise, cashPaise, signals, total, equity, held, refusals, groups
    }

    private enum HeldKey: String, CodingKey { case positions, cashEffectPaise, profitPaise }

    /// Writes everything but the trades themselves; amounts in paise.
    ///
    /// - Parameter encoder: Takes the report.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(capital.paise, forKey: .capitalPaise)
        try container.encode(cash.paise, forKey: .cashPaise)
        try container.encode(signals, forKey: .signals)
        try container.encode(total, forKey: .total)
        try container.encode(equity, forKey: .equity)
        try container.encode(
            Dictionary(uniqueKeysWithValues: refusals.map { ($0.code.rawValue, $0.count) }),
            forKey: .refusals)
        try container.encode(
            Dictionary(
                uniqueKeysWithValues: BacktestGrouping.allCases.map {
                    ($0.rawValue, groups(by: $0))
                }),
            forKey: .groups)
        var held = container.nestedContainer(keyedBy: HeldKey.self, forKey: .held)
        try held.encode(self.held.positions, forKey: .positions)
        try held.encode(self.held.cashEffect.paise, forKey: .cashEffectPaise)
        try held.encodeIfPresent(self.held.profit?.paise, forKey: .profitPaise)
    }
}
