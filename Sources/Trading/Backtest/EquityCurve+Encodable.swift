extension EquityCurve: Encodable {
    private enum Key: String, CodingKey { case openingPaise, deepestFall, points }
    private enum FallKey: String, CodingKey { case paise, percent, peakAt, bottomAt }
    private enum PointKey: String, CodingKey { case at, paise, lowPaise, highPaise }

    /// Writes the opening value, the deepest fall and the points, amounts in paise, instants in India's time.
    ///
    /// - Parameter encoder: Takes the curve.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(opening.paise, forKey: .openingPaise)
        if let deepestFall {
            var fall = container.nestedContainer(keyedBy: FallKey.self, forKey: .deepestFall)
            try fall.encode(deepestFall.amount.paise, forKey: .paise)
            try fall.encode(deepestFall.percent, forKey: .percent)
            try fall.encodeIfPresent(deepestFall.peakAt?.indiaISO8601, forKey: .peakAt)
            try fall.encode(deepestFall.bottomAt.indiaISO8601, forKey: .bottomAt)
        }
        var list = container.nestedUnkeyedContainer(forKey: .points)
        for point in points {
            var row = list.nestedContainer(keyedBy: PointKey.self)
            try row.encode(point.at.indiaISO8601, forKey: .at)
            try row.encode(point.equity.paise, forKey: .paise)
            try row.encode(point.low.paise, forKey: .lowPaise)
            try row.encode(point.high.paise, forKey: .highPaise)
        }
    }
}
